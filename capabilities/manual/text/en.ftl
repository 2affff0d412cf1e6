# The manual
manual-title = Manual
manual-in-japanese = The manual is written in Japanese.
