import { AxiosError, AxiosHeaders, type InternalAxiosRequestConfig } from 'axios'
import { http } from '@/api/http'

type Answer = [status: number, body?: unknown, headers?: Record<string, string>]
type Handler = (request: InternalAxiosRequestConfig) => Answer | Promise<Answer>

export function problem(status: number, detail: string, errors?: object[]): Answer {
  return [
    status,
    { type: 'about:blank', title: 'Rejected', status, detail, request_id: 'r1', errors },
  ]
}

/** A problem with an error code. */
export function codedProblem(status: number, code: string, detail: string, members = {}): Answer {
  return [
    status,
    { type: 'about:blank', title: 'Rejected', status, detail, request_id: 'r1', code, ...members },
  ]
}

/** Stub the API: handlers by "METHOD /path/"; all other requests are unreachable. */
export function serve(handlers: Record<string, Handler | Answer>) {
  const requests: InternalAxiosRequestConfig[] = []
  http.defaults.adapter = async (config) => {
    requests.push(config)
    const handler = handlers[`${config.method?.toUpperCase()} ${config.url}`]
    if (!handler) throw new AxiosError('Network Error', AxiosError.ERR_NETWORK, config)
    const [status, data, headers] = typeof handler === 'function' ? await handler(config) : handler
    const response = {
      config,
      status,
      data,
      statusText: '',
      headers: new AxiosHeaders(headers),
    }
    if (status < 400) return response
    throw new AxiosError('Rejected', AxiosError.ERR_BAD_REQUEST, config, undefined, response)
  }
  return {
    requests,
    requestsTo: (call: string) =>
      requests.filter(({ method, url }) => `${method?.toUpperCase()} ${url}` === call),
    /** Return the body of the last such request. */
    lastBody(call: string): unknown {
      return JSON.parse(this.requestsTo(call).at(-1)!.data as string)
    },
  }
}

/** Two responses in reverse order: the first one arrives when `arrive` is called. */
export function outOfOrder(older: Answer, newer: Answer) {
  const late = Promise.withResolvers<Answer>()
  let asked = 0
  return {
    handler: () => (asked++ ? newer : late.promise),
    arrive: () => late.resolve(older),
  }
}
