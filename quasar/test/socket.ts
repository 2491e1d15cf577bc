/** Fake WebSocket; tests act as the server through it. */
export class FakeSocket {
  static readonly opened: FakeSocket[] = []

  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(readonly url: string) {
    FakeSocket.opened.push(this)
  }

  close(code = 1000) {
    this.onclose?.({ code })
  }

  say(event: object) {
    this.onmessage?.({ data: JSON.stringify(event) })
  }
}
