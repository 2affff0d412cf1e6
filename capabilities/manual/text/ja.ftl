# 使い方
manual-title = 使い方
manual-in-japanese = 使い方は日本語で書かれています。
action-manual-read = 使い方を見た
