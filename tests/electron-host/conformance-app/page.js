addEventListener('dragover', (event) => event.preventDefault())
addEventListener('drop', (event) => {
  event.preventDefault()
  const paths = [...event.dataTransfer.files].map((file) => window.bridge.pathOf(file))
  document.querySelector('#dropped').textContent = paths.join('|')
})
