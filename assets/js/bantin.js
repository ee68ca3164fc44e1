// Reading aids and the menu. Every page works without this file; all texts are in the page.
(() => {
  const root = document.documentElement, { reading, figures } = document.currentScript.dataset, steps = 3
  const find = selector => document.querySelector(selector), findAll = selector => document.querySelectorAll(selector)
  const say = text => { const out = find('.aids output'); if (out) out.value = text }

  // Call a function of the script for what few visits need; rejected if that does not load within four seconds.
  const rare = (name, ...given) => Promise.race([import(figures), new Promise((_, late) => setTimeout(late, 4000))])
    .then(file => file[name](...given))

  // Storage may be forbidden; then choices last as long as the page.
  const recall = name => { try { return localStorage.getItem(name) } catch {} }
  const keep = (name, value) => { try { localStorage.setItem(name, value) } catch {} }

  let chosen = +recall('bantin-size') || 0
  const resize = n => {
    chosen = Math.max(0, Math.min(steps, n))
    keep('bantin-size', chosen)
    show()
    say(`${find('.aids__sizes').getAttribute('aria-label')} ${chosen + 1}/${steps + 1}`)
  }
  const show = () => { chosen ? root.dataset.size = chosen : delete root.dataset.size }
  show()

  // Shows the text, which waits for its size for a second (base.css), and the buttons that need this file.
  root.dataset.scripted = ''

  // Reserve room at once for results, and for their filters, whose names alone have three letters.
  root.toggleAttribute('data-asked', /[?&]q=[^&]/.test(location.search))
  root.toggleAttribute('data-filters', /[?&]\w{3}=[^&]/.test(location.search))

  // ---- reading aloud: its script is loaded only if there is a voice ----

  const speech = window.speechSynthesis
  // Tags are like vi-VN, on Android vi_VN.
  const languageOf = tag => tag.toLowerCase().split(/[-_]/)[0]
  // Prefer the language itself to one of its regions.
  const voice = () => speech.getVoices().filter(one => languageOf(one.lang) === languageOf(root.lang))
    .sort((one, other) => one.lang.length - other.lang.length)[0]
  let reader, loading
  const load = () => loading ??= import(reading).then(({ read }) => reader = read(root, voice))
  // Voices are reported late; if there was one at the last visit, show the button from the first paint on.
  const reveal = async () => {
    if (!speech.getVoices().length) return
    keep('bantin-voice', voice() ? 1 : '')
    const isReady = !!voice() && await load().then(() => true, () => false)
    root.toggleAttribute('data-voice', isReady)
  }
  if (speech && reading) {
    root.toggleAttribute('data-voice', !!recall('bantin-voice'))
    reveal()
    speech.addEventListener?.('voiceschanged', reveal)
  }
  const aloud = what => load().then(reader => reader[what](), () => {})

  const address = () => find('link[rel=canonical]')?.href || location.href
  const copy = async button => {
    try {
      await navigator.clipboard.writeText(address())
      say(button.dataset.done)
    } catch { say(`${button.dataset.failed}: ${address()}`) }
  }
  const share = () => navigator.share({ title: find('h1').textContent.replace(/\s/g, ' '), url: address() }).catch(() => {})
  root.toggleAttribute('data-share', !!navigator.share)

  const aids = {
    smaller: () => resize(chosen - 1), normal: () => resize(0), larger: () => resize(chosen + 1),
    print: () => rare('toPaper').catch(() => print()), copy, share, listen: () => aloud('listen'), stop: () => aloud('stop')
  }

  // Make boxes that scroll focusable, and name each after its caption or the heading before it (4: box follows).
  const nameOf = box => {
    const before = [...findAll('main :is(h1, h2, h3, h4)')].findLast(one => one.compareDocumentPosition(box) & 4)
    return (box.querySelector('caption') ?? before)?.textContent
  }
  const reach = ({ target: box }) => {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight
    if (!scrolls) return ['tabindex', 'role', 'aria-label'].forEach(name => box.removeAttribute(name))
    box.tabIndex = 0
    box.setAttribute('role', 'group')
    box.setAttribute('aria-label', nameOf(box) ?? '')
  }
  const boxes = new ResizeObserver(changed => changed.forEach(reach))
  // The page for missing addresses has a search field of its own.
  const start = () => { const field = find('#tim'); if (field) rare('ask', field).catch(() => {}) }
  // Wait for the style sheet: measuring earlier would lay out the page without it.
  addEventListener('load', () => {
    findAll('.scroll').forEach(box => boxes.observe(box))
    // On paper the address of a link follows it, unless the link is written as its address.
    findAll('.prose a').forEach(link => link.toggleAttribute('data-bare', link.href.includes(link.textContent)))
  })
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', start) : start()

  let results
  const close = except => { const menu = find('.menu__all[open]'); if (menu && !menu.contains(except)) menu.open = false }
  addEventListener('click', event => {
    const button = event.target.closest('[data-aid]')
    if (button) aids[button.dataset.aid](button)
    close(event.target)
    // Repeat a search that failed, with a page that is not from the browser's cache.
    if (event.target.closest('.again')) { event.preventDefault(); location.reload() }
    // Open pictures and players over the page; their script is loaded at the first click.
    const link = event.target.closest('.zoom, [data-player]')
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      rare('show', link).catch(() => location = link.href)
    }
  })
  addEventListener('focusin', ({ target }) => {
    close(target)
    if (/^tim/.test(target.id)) results ??= rare('fetchResults', target.form).catch(() => {})
  })
  addEventListener('keydown', event => {
    const menu = find('.menu__all[open]')
    if (event.key === 'Escape' && menu) { menu.open = false; menu.firstElementChild.focus() }
  })

  addEventListener('pagehide', () => reader?.leave())
})()
