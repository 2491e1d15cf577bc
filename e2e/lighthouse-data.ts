import { chromium } from '@playwright/test'

const { BASE_URL, OPERATOR_EMAIL: email, OPERATOR_PASSWORD: password } = process.env

async function send<Body>(path: string, access: string | undefined, body?: object): Promise<Body> {
  const response = await fetch(`${BASE_URL}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      'Content-Type': 'application/json',
      ...(access && { Authorization: `Bearer ${access}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Body
}

/** Sign in, in the browser at this port if there is one; return the access token. */
export async function signIn(port?: number): Promise<string> {
  if (!port)
    return (await send<{ access: string }>('/api/session/', '', { email, password })).access
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const context = browser.contexts()[0]!
  const response = await context.request.post(`${BASE_URL}/api/session/`, {
    data: { email, password },
  })
  const { access } = (await response.json()) as { access: string }
  // Closes the connection only.
  await browser.close()
  return access
}

// sample: links begin
/** Submit a text with some comments; return the path of its page. */
export async function createThread(access: string): Promise<string> {
  const graphql = async <Data>(query: string, variables: object) =>
    (await send<{ data: Data }>('/graphql/', access, { query, variables })).data
  const create = `mutation ($title: String!, $text: String!) {
    createLink(description: $title, text: $text) { link { id } }
  }`
  const { createLink } = await graphql<{ createLink: { link: { id: string } } }>(create, {
    title: 'Ask: how fast is this page?',
    text: 'Measured on a mid-range phone.',
  })
  const { id } = createLink.link
  const comment = `mutation ($link: ID!, $body: String!) {
    createComment(linkId: $link, body: $body) { comment { id } }
  }`
  for (let count = 1; count <= 10; count++) {
    await graphql(comment, { link: id, body: `Measurement ${count}, taken on a Tuesday.` })
  }
  return `/links/${id}`
}
// sample: links end

// sample: statements begin
/** Import the sample statements, and wait for the worker. */
export async function importSampleData(access: string): Promise<void> {
  await send('/api/statements/sample/', access, {})
  await allImported(access)
}

async function allImported(access: string): Promise<void> {
  const deadline = Date.now() + 120_000
  for (;;) {
    const { results } = await send<{ results: { status: string }[] }>('/api/statements/', access)
    if (results.every(({ status }) => status === 'imported')) return
    if (Date.now() > deadline) throw new Error('The statements were not imported in two minutes.')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Import a file, and wait for the worker. */
export async function importStatement(access: string, content: string): Promise<void> {
  const form = new FormData()
  form.append('file', new Blob([content], { type: 'text/csv' }), 'long.csv')
  const headers = { Authorization: `Bearer ${access}` }
  const response = await fetch(`${BASE_URL}/api/statements/`, {
    method: 'POST',
    headers,
    body: form,
  })
  if (!response.ok) throw new Error(await response.text())
  await allImported(access)
}
// sample: statements end
