/** One merged migration as `offline-share.ts` counted it. */

export interface ShareRow {
  repository: string;
  commit: string;
  path: string;
  offline: boolean;
  /** As if no code of the previous release could be searched. */
  offlineWithoutCode: boolean;
  /** How much is unread or unknown in it. */
  unclear: number;
  /** Offline operations, in words. */
  why: string[];
  /** squawk's rules about locks, rewrites, compatibility or loss that flag it. */
  squawk: string[];
  squawkCannotParse: boolean;
}
