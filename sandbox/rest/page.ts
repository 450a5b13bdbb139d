/** Pages of lists, with the `link` header that clients follow. */

import type { Sandbox } from "../sandbox.ts";
import type { Reply } from "./operation.ts";

export interface PageRequest {
  sandbox: Sandbox;
  query: Record<string, string>;
  url: URL;
}

export interface Page<T> {
  items: T[];
  number: number;
  headers: Record<string, string>;
}

export function pageOf<T>({ sandbox, query, url }: PageRequest, all: readonly T[]): Page<T> {
  const { pageSize, defaultPageSize } = sandbox.limits;
  const wanted = Number(query["per_page"] ?? defaultPageSize);
  const size = Math.min(pageSize, wanted >= 1 ? wanted : defaultPageSize);
  const number = Math.max(1, Number(query["page"] ?? 1));
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (page: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set("page", String(page));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, "prev"), link(1, "first")] : []),
    ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
  ];
  return {
    items: all.slice((number - 1) * size, number * size),
    number,
    headers: links.length === 0 ? {} : { link: links.join(", ") },
  };
}

export function listReply<T>(request: PageRequest, all: readonly T[], show: (item: T) => unknown): Reply {
  const { items, headers } = pageOf(request, all);
  return { status: 200, body: items.map(show), headers };
}
