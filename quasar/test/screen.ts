import { flushPromises } from '@vue/test-utils'
import { vi } from 'vitest'

const NAMED = {
  button: 'button, a.q-btn, [role=button]',
  link: 'a[href]',
  textbox: 'input:not([type=file]), textarea',
  radio: '[role=radio]',
  option: '[role=option]',
  tab: '[role=tab]',
  img: '[role=img]',
  progressbar: '[role=progressbar]',
  alert: '[role=alert]:not(.q-notification)',
  table: 'table',
}

function name(element: Element): string {
  const label = element.getAttribute('aria-label') ?? element.closest('label')?.textContent
  return (label || element.querySelector('caption')?.textContent || element.textContent).trim()
}

/** Return elements by role and accessible name, dialogs and menus included. */
export function all(role: keyof typeof NAMED, label?: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(NAMED[role])].filter(
    (element) => label === undefined || name(element).includes(label),
  )
}

/** The only such element; an exact name wins over those that contain it. */
export function the(role: keyof typeof NAMED, label?: string): HTMLElement {
  const matches = all(role, label)
  const exact = matches.filter((element) => name(element) === label)
  const [found, ...more] = exact.length ? exact : matches
  if (!found || more.length) {
    throw new Error(`${more.length + Number(!!found)} × ${role} "${label ?? ''}" on the page`)
  }
  return found
}

export async function press(label: string) {
  the('button', label).click()
  await flushPromises()
}

/** Submit the form of this name, or the only one. */
export async function submit(label?: string) {
  const forms = [...document.querySelectorAll('form')]
  const form = label ? forms.find((each) => each.getAttribute('aria-label') === label) : forms[0]
  form!.dispatchEvent(new Event('submit'))
  await flushPromises()
}

export async function type(label: string, text: string) {
  const input = the('textbox', label) as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input'))
  await flushPromises()
}

export const text = () => document.body.textContent.replaceAll(/\s+/g, ' ')

/** Wait for a condition, with time for lazy loading on a busy machine. */
export const until = <T>(met: () => T) => vi.waitFor(met, { timeout: 10_000 })

/** Report every observed element as in view: nothing is without a layout. */
export function showEverything(): void {
  class EverythingIsVisible {
    constructor(private readonly report: (entries: object[], observer: unknown) => void) {}
    observe = (target: Element) => this.report([{ target, isIntersecting: true }], this)
    unobserve = () => undefined
    disconnect = () => undefined
  }
  vi.stubGlobal('IntersectionObserver', EverythingIsVisible)
}
