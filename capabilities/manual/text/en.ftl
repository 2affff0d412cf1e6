# The manual
manual-title = Manual
manual-in-japanese = The manual is written in Japanese.
action-manual-read = looked at the manual
