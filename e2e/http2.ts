/** HTTP/2 in front of the local servers, as CloudFront has it: Lighthouse counts connections. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { createSecureServer, type SecureServerOptions } from 'node:http2'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Headers of a connection, which HTTP/2 does not have. */
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'transfer-encoding']

export interface Front {
  url: string
  close: () => void
}

/** Serve an HTTP origin by HTTP/2, with a certificate that no browser knows. */
export async function serveByHttp2(origin: string): Promise<Front> {
  const { host, hostname, port } = new URL(origin)
  const server = createSecureServer({ ...selfSigned(), allowHTTP1: true }, (incoming, outgoing) => {
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).filter(([name]) => !name.startsWith(':')),
    )
    // The application knows its own origin only.
    Object.assign(headers, { host }, headers.origin && { origin })
    const forwarded = request(
      { hostname, port, path: incoming.url, method: incoming.method, headers },
      (response) => {
        const kept = Object.entries(response.headers).filter(
          ([name]) => !CONNECTION_HEADERS.includes(name),
        )
        outgoing.writeHead(response.statusCode!, Object.fromEntries(kept))
        response.pipe(outgoing)
      },
    )
    forwarded.on('error', () => outgoing.stream.close())
    incoming.pipe(forwarded)
  })
  // WebSockets come by HTTP/1.1.
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket) => {
    const { url, headers } = incoming
    const forwarded = connect(Number(port), hostname, () => {
      const lines = Object.entries({ ...headers, host, origin }).map(
        ([name, value]) => `${name}: ${String(value)}`,
      )
      forwarded.write([`GET ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
      forwarded.pipe(socket).pipe(forwarded)
    })
    forwarded.on('error', () => socket.destroy())
    socket.on('error', () => forwarded.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `https://localhost:${(server.address() as AddressInfo).port}`
  return { url, close: () => server.close() }
}

function selfSigned(): SecureServerOptions {
  const folder = mkdtempSync(join(tmpdir(), 'http2-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  try {
    const subject = ['-subj', '/CN=localhost', '-days', '1']
    const files = ['-keyout', key, '-out', cert]
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files],
      { stdio: 'ignore' },
    )
    return { key: readFileSync(key), cert: readFileSync(cert) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
