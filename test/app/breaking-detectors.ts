/** Our own detectors, which hang, end their thread or take all memory where a migration asks for it. */

import type { Detector } from "../../src/core/detect/detector.ts";
import * as registry from "../../src/core/detect/registry.ts";

const ways: Record<string, () => void> = {
  hang: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  eat: () => {
    const kept: number[][] = [];
    for (;;) kept.push(Array<number>(1_000_000).fill(1.5));
  },
};

export async function detectorNamed(name: string): Promise<Detector> {
  const detector = await registry.detectorNamed(name);
  return {
    ...detector,
    read(path, text, context) {
      const [, way = ""] = /^-- here it breaks: (\w+)$/mu.exec(text) ?? [];
      ways[way]?.();
      return detector.read(path, text, context);
    },
  };
}
