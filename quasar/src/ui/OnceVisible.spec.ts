import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'
import OnceVisible from './OnceVisible.vue'

type Report = (entries: object[], observer: unknown) => void

// Scrolling needs a layout.
let scrollIntoView = () => {}
class Viewport {
  constructor(private readonly report: Report) {}
  observe = (target: Element) => {
    scrollIntoView = () => this.report([{ target, isIntersecting: true }], this)
    this.report([{ target, isIntersecting: false }], this)
  }
  unobserve = () => undefined
  disconnect = () => undefined
}
beforeEach(() => vi.stubGlobal('IntersectionObserver', Viewport))

const show = () => mount(OnceVisible, { slots: { default: 'A chart' } })

it('renders its content once it is in view', async () => {
  const wrapper = show()
  await nextTick()
  expect(wrapper.text()).toBe('')
  scrollIntoView()
  await nextTick()
  expect(wrapper.text()).toBe('A chart')
})

it('renders its content on paper', async () => {
  const wrapper = show()
  window.dispatchEvent(new Event('beforeprint'))
  await nextTick()
  expect(wrapper.text()).toBe('A chart')
})
