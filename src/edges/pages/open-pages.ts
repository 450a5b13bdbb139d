/** Our own pages for the service: of rules and findings from disk, of kinds from their samples, read and assessed. */

import { kindExamples, sampleFiles } from "../../core/explain/kind-examples.ts";
import { kindMarkdown } from "../../core/explain/kind-markdown.ts";
import type { FileReading } from "../../core/detect/detector.ts";
import { isKind, kinds } from "../../core/kinds.ts";
import type { Pages } from "../../review/ports.ts";
import { pageNames, pageOf } from "./rule-pages.ts";

/** What reads migrations. */
export interface SampleReader {
  read(files: ReturnType<typeof sampleFiles>): Promise<FileReading[]>;
}

/** `root`: the package's folder. */
export function openPages(root: URL, reader: SampleReader): Pages {
  return {
    of: async (name) => {
      if (!isKind(name)) return pageOf(root, name)?.markdown ?? null;
      return kindMarkdown(name, kindExamples(name, await reader.read(sampleFiles(name))));
    },
    names: () => [...pageNames(root), ...kinds],
  };
}
