/** What ends a command: the exit codes, and the error whose message is for the user. */

export const EXIT = {
  /** Everything was as stated. */
  met: 0,
  /** Something was not as stated, or a derivation has an error in its text. */
  unmet: 1,
  /** Wrong usage, missing or unreadable input, or an error of the program. */
  usage: 2,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

/** A mistake in how the command was called or in what it was given; never a fault of the program. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "permission denied",
  EPERM: "not permitted",
  EISDIR: "is a folder",
  ENOTDIR: "a part of the path is not a folder",
  EEXIST: "exists already and is not a folder",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
  EMFILE: "too many open files",
};

/** The system's reason why a file could not be used, in words. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code in REASONS) return REASONS[code]!;
  return error instanceof Error ? error.message : String(error);
}
