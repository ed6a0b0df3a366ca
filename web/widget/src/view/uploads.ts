import { ApiError } from "../core/api";
import type { Chat } from "../core/chat";
import { fileProblem } from "../core/files";

/** Uploads what was picked, pasted or dropped; says of each file that cannot be, why. */
export function uploadAll(chat: Chat, files: Iterable<File> | null): void {
  for (const file of files ?? []) {
    const problem = fileProblem(file);
    if (problem) chat.notify(problem);
    else void upload(chat, file);
  }
}

async function upload(chat: Chat, file: File): Promise<void> {
  try {
    chat.attach((await chat.api.upload(file)).id);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    chat.notify(error.message || file.name);
  }
}
