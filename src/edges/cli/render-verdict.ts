/** A verdict in the format that a person asked for; each renderer is loaded only when it is needed. */

import type { Source } from "../../core/render/excerpt.ts";
import { plain } from "../../core/render/paint.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { World } from "./command.ts";

/** `format`: one of `text`, `json`, `sarif`, `github`; null is text. */
export async function renderVerdict(
  verdict: Verdict,
  format: string | null,
  source: Source,
  world: Pick<World, "version" | "paint" | "root">,
  about: "change" | "notes",
): Promise<string> {
  if (format === "json")
    return (await import("../../core/render/json.ts")).renderJson(verdict, world.version);
  if (format === "sarif") {
    const { pageOf } = await import("../pages/rule-pages.ts");
    const { renderSarif } = await import("../../core/render/sarif.ts");
    return renderSarif(verdict, { version: world.version, page: (rule) => pageOf(world.root, rule) });
  }
  const { headline, lintHeadline, renderLintText, renderText } = await import("../../core/render/text.ts");
  if (format === "github") {
    const { renderGithub } = await import("../../core/render/github.ts");
    return renderGithub(verdict, (about === "notes" ? lintHeadline : headline)(verdict, plain));
  }
  return (about === "notes" ? renderLintText : renderText)(verdict, { source, paint: world.paint });
}
