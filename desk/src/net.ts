// Asking the desk. Every failure comes back as words for the editor.

export class Refused extends Error {}

async function answer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return text === "" ? null : JSON.parse(text);
  let said = text;
  try {
    said = (JSON.parse(text) as { error?: string }).error ?? text;
  } catch {
    // Not one of the desk's own answers.
  }
  if (response.status === 413) said = "文件太大了，最多 64 MB";
  throw new Refused(said || `出错了（${response.status}）`);
}

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new Refused("编辑台已经关了，请重新打开；已经打的字都存着");
  }
  return answer(response);
}

export async function get<T>(path: string): Promise<T> {
  return (await ask(path)) as T;
}

export async function post<T>(path: string, value: unknown, method = "POST"): Promise<T> {
  const headers = { "content-type": "application/json" };
  return (await ask(path, { method, headers, body: JSON.stringify(value) })) as T;
}

/** Sends a file as it is. */
export async function upload<T>(path: string, body: Blob | string): Promise<T> {
  const headers = { "content-type": "application/octet-stream" };
  return (await ask(path, { method: "POST", headers, body })) as T;
}

export async function bytes(path: string): Promise<Blob> {
  const response = await fetch(path);
  if (!response.ok) {
    await answer(response);
  }
  return response.blob();
}

export function part(name: string): string {
  return encodeURIComponent(name);
}
