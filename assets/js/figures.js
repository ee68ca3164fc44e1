// Enlarge pictures and play videos. bantin.js loads this file at the first such click.
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
