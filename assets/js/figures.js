// What few visits need: enlarge pictures, play videos, print with all pictures, help with searching. bantin.js loads this file then.
export const show = link => link.dataset.player ? play(link) : enlarge(link)

// Show the full-size file of a picture over the page.
const enlarge = link => {
  const dialog = document.createElement('dialog'), button = document.createElement('button'), picture = new Image()
  dialog.className = 'enlarged'
  picture.src = link.href
  picture.alt = link.querySelector('img').alt
  button.append(picture)
  dialog.append(button)
  dialog.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  picture.decode().then(() => dialog.scrollLeft = (dialog.scrollWidth - dialog.clientWidth) / 2, () => {})
}

// Load a video of another host when the reader clicks; a second click follows the link.
const play = link => {
  const frame = document.createElement('iframe')
  frame.src = link.dataset.player
  frame.title = link.innerText || link.querySelector('img').alt
  frame.allow = 'autoplay; fullscreen; picture-in-picture'
  delete link.dataset.player
  link.closest('p, li, td, figure').after(frame)
  frame.focus()
}

// Load lazy pictures before printing, but wait for three seconds at most.
export const toPaper = async () => {
  const pictures = [...document.images].map(picture => { picture.loading = 'eager'; return picture.decode() })
  await Promise.race([Promise.allSettled(pictures), new Promise(done => setTimeout(done, 3000))])
  print()
}

// On the page for missing addresses, fill the search field with the words of the address.
export const ask = field => {
  const last = location.pathname.split('/').filter(Boolean).at(-1)?.replace(/\.\w+$/, '') ?? ''
  try { field.value ||= decodeURIComponent(last).replace(/[-_+]+/g, ' ').slice(0, 100) } catch {}
}

// Fetch the page of results, its script and a small index while the reader types a query. Rejected if one fails.
export const fetchResults = async ({ action }) => {
  const page = await (await fetch(action)).text()
  await Promise.all((page.match(/[^"]+\/(search|all)\.[^"]+/g) ?? []).map(file => fetch(file)))
}
