import { mount } from 'svelte'
import App from './App.svelte'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/frame.css'
import './ui/controls.css'
import './ui/lists.css'
import './ui/narrow.css'
import './ui/window.css'
import './ui/forced.css'

mount(App, { target: document.getElementById('app')! })
