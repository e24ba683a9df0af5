/** What the server says of a request that it refuses. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.problem ?? `the console answered HTTP ${status}`);
    this.kind = body.kind;
  }
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Refusal(response.status, body);
  return body;
}

export const read = async (path) => answer(await fetch(`/api/${path}`));

/** Posts what changes something: the header is one that no page of another site may set. */
export const post = async (path, body) =>
  answer(
    await fetch(`/api/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-lolscale-console": "1" },
      body: JSON.stringify(body),
    }),
  );
