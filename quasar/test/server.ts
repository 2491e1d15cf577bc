import { AxiosError, AxiosHeaders, type InternalAxiosRequestConfig } from 'axios'
import { http } from '@/api/http'

type Answer = [status: number, body?: unknown, headers?: Record<string, string>]
type Handler = (request: InternalAxiosRequestConfig) => Answer | Promise<Answer>

export function problem(status: number, detail: string, errors?: object[]): Answer {
  return [
    status,
    { type: 'about:blank', title: 'Refused', status, detail, request_id: 'r1', errors },
  ]
}

/** A problem that the front end knows by its code. */
export function coded(status: number, code: string, detail: string, members = {}): Answer {
  return [
    status,
    { type: 'about:blank', title: 'Refused', status, detail, request_id: 'r1', code, ...members },
  ]
}

/** Answers in the server's place: handlers by "METHOD /path/"; what is missing is unreachable. */
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
    throw new AxiosError('Refused', AxiosError.ERR_BAD_REQUEST, config, undefined, response)
  }
  return {
    requests,
    asked: (call: string) =>
      requests.filter(({ method, url }) => `${method?.toUpperCase()} ${url}` === call),
    /** The body of the last request of this kind. */
    told(call: string): unknown {
      return JSON.parse(this.asked(call).at(-1)!.data as string)
    },
  }
}

/** Two answers of which the older one arrives last, when it is let. */
export function overtaken(older: Answer, newer: Answer) {
  const late = Promise.withResolvers<Answer>()
  let asked = 0
  return {
    handler: () => (asked++ ? newer : late.promise),
    arrive: () => late.resolve(older),
  }
}
