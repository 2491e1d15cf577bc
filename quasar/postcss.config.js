import rtlcss from 'postcss-rtlcss'
import { Mode } from 'postcss-rtlcss/options'
import { usedStyles } from './used-styles.ts'

const { Once: addRtlRules } = rtlcss({ mode: Mode.override })

/** Reduce Quasar's styles in `rtl.sass` to the rules that languages read from right to left need. */
const rtlRules = {
  postcssPlugin: 'rtl-rules',
  Once(root) {
    if (!root.source.input.file?.endsWith('/css/rtl.sass')) return
    addRtlRules(root)
    root.walkRules((rule) => void (rule.selector.includes('[dir="rtl"]') || rule.remove()))
    root.walkAtRules((rule) => void (rule.nodes?.length || rule.remove()))
  },
}

export default { plugins: [usedStyles, rtlRules] }
