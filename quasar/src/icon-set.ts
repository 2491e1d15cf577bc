import {
  matArrowDropDown,
  matCancel,
  matCheck,
  matCheckCircle,
  matChevronLeft,
  matChevronRight,
  matError,
  matInfo,
  matKeyboardArrowDown,
  matKeyboardArrowUp,
  matPriorityHigh,
  matWarning,
} from '@quasar/extras/material-icons'

/** Icons of the Quasar components in use; Quasar's own set has those of all components. */
export default {
  name: 'svg-material-icons',
  type: {
    positive: matCheckCircle,
    negative: matWarning,
    info: matInfo,
    warning: matPriorityHigh,
  },
  arrow: { dropdown: matArrowDropDown },
  chip: { remove: matCancel, selected: matCheck },
  expansionItem: { icon: matKeyboardArrowDown, denseIcon: matArrowDropDown },
  field: { clear: matCancel, error: matError },
  tabs: {
    left: matChevronLeft,
    right: matChevronRight,
    up: matKeyboardArrowUp,
    down: matKeyboardArrowDown,
  },
}
