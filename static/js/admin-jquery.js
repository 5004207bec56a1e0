// As Django's own jquery.init.js, which would throw away the words that Wagtail keeps in window.django.
window.django = Object.assign(window.django || {}, { jQuery: jQuery.noConflict(true) });
