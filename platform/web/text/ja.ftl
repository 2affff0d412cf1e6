# The frame around every page
web-product = 育み Hagukumi
web-skip = 本文へ移る
web-menu = メニュー
web-breadcrumbs = 現在の位置
web-text-size = 文字の大きさ
web-text-size-small = 小
web-text-size-medium = 標準
web-text-size-large = 大
web-signed-in-as = サインイン中：
web-who-can = 見られる人：
web-who-cannot = 見られない人：
web-sign-out = サインアウト
web-manual = 使い方
web-to-home = ホームへ戻る
web-count-before = （
web-count-after = 件）
web-keys = キー操作
web-keys-search = 検索の欄へ移る
web-keys-pages = 一覧の次のページ、前のページ
web-keys-home = ホーム
web-keys-list = この一覧を開く、閉じる
web-keys-close = メニューや一覧を閉じる
web-keys-on = 1文字のキー操作を使う

# What went wrong
web-error-not-found = ページが見つかりません。アドレスを確かめるか、ホームから探してください。
web-error-forbidden = このページを見る権限がありません。必要なときは、所属長またはシステム管理者に相談してください。
web-error-stale = あなたの別の画面か、ほかの人が先に保存しました。書いた内容は残っています。最新の内容を確かめて、もう一度保存してください。
web-error-conflict = 処理が混み合っています。何も変わっていません。少し待ってから、もう一度実行してください。
web-error-full = サーバーの空き容量が足りないため、保存できませんでした。何も変わっていません。システム管理者に連絡してください。
web-error-fault = 処理の途中で問題が起きました。何も変わっていません。くり返すときは、時刻と操作をシステム管理者に連絡してください。
web-error-request = 送られた内容を読み取れませんでした。何も変わっていません。前のページに戻って、もう一度やり直してください。
web-error-reference = 問い合わせ番号：
web-error-title = エラー
web-error-mark = エラー：
web-error-summary = 入力を確かめてください
web-required-error = 「{ $field }」を入力してください。
web-error-at = 「{ $field }」：{ $error }

# Forms
web-required = 必須
web-date-help = 例：令和8年4月1日、2026-04-01
web-change = 変更
web-change-before = ：
web-check-answers = 内容の確認

# Tables
web-filter = 絞り込む
web-filter-clear = 条件を消す
web-filter-all = すべて
web-pager = ページ
web-page-before = ページ
web-page-after = { "" }
web-rows = { $from }～{ $to }件目
web-rows-of = { $total }件のうち{ $from }～{ $to }件目
web-chart-table = 図の数値を表で見る
web-rows-none = 0件
web-export-csv = CSVで保存
web-export-xlsx = Excelで保存

# Common words
web-save = 保存
web-send = 送信
web-confirm = 確認へ進む
web-cancel = やめる
web-back = 戻る
web-next = 次へ
web-previous = 前へ
web-search = 検索
web-add = 追加
web-edit = 編集
web-delete = 削除
web-open = 開く
web-details = くわしく
web-download = ダウンロード
web-print = 印刷
web-approve = 承認
web-return = 差し戻し
web-yes = はい
web-no = いいえ
web-from = から
web-to = まで
web-none = なし
web-all = すべて
web-unknown = 不明
web-due = 期限
web-date = 日付
web-name = 名称
web-person = 氏名
web-unit = 所属
web-state = 状態
web-reason = 理由
web-note = 備考
web-history = 履歴
web-total = 合計
web-tasks = やること
web-settings = 設定

# Status words
web-status-todo = 未着手
web-status-doing = 取組中
web-status-done = 完了
web-status-partial = 一部
web-status-draft = 下書き
web-status-sent = 提出済み
web-status-waiting = 確認待ち
web-status-returned = 差し戻し
web-status-approved = 承認済み
web-status-frozen = 確定
web-status-published = 公表済み
web-status-late = 期限切れ
web-status-warning = 注意
web-status-none = 対象外

# 日付の読み取り
web-date-empty = 日付が入っていません。令和8年4月1日、R8.4.1、2026-04-01 のように入力してください。
web-date-unreadable = 日付として読めません。令和8年4月1日、R8.4.1、2026-04-01 のように入力してください。
web-date-no-era = 「{ $year }年」がどの元号か分かりません。R、H、S などを付けるか、西暦4桁で入力してください。
web-date-no-such-day = { $day } という日はありません。月と日を確かめてください。
web-date-outside-era = { $era }にその日はありません。{ $meant } のことであれば、そのように入力してください。
web-date-before-calendar = 明治6年（1873年）より前の日付は扱えません。
web-date-years-differ = 元号の年（{ $written }年）と括弧の年（{ $bracketed }年）が合いません。どちらかを直してください。
web-date-backwards = 終わりの年度（{ $last }）が始まりの年度（{ $first }）より前です。順序を確かめてください。

# ファイルを読めないとき、書けないとき
documents-empty = ファイルが空です。中身のあるファイルを選んでください。
documents-wrong-kind = 「{ $file }」は{ $found ->
    [pdf] PDF
    [image] 画像
    [old-word] 古い形式のWord（.doc）
    [old-excel] 古い形式のExcel（.xls）
    [binary-excel] バイナリ形式のExcel（.xlsb）
    [presentation] プレゼンテーション
    [open-document] OpenDocument
    [rich-text] リッチテキスト
    [web-page] ウェブページ
    [archive] 圧縮ファイル
    [word] Word文書
    [excel] Excelブック
    [program] プログラム
   *[unknown-binary] 内容の分からないファイル
  }のため、ここでは読み込めません。元のソフトで開き、この画面が求める形式で保存し直してから選んでください。
documents-encrypted = ファイルにパスワードがかかっています。パスワードを外して保存し直してから選んでください。
documents-truncated = ファイルが途中で切れています。元のファイルをもう一度コピーしてから選んでください。
documents-damaged = ファイルの一部（{ $part }）が壊れています。元のソフトで開いて保存し直してから選んでください。
documents-forbidden-declaration = ファイルの一部（{ $part }）に、安全のため読み込まない宣言があります。元のソフトで開いて保存し直してから選んでください。
documents-over-limit = ファイルが大きすぎます。{ $limit ->
    [file-bytes] 大きさの上限は{ $allowed }バイトです。
    [expanded-bytes] 展開した大きさの上限は{ $allowed }バイトです。
    [ratio] 圧縮の度合いの上限は{ $allowed }倍です。
    [parts] 中の部品の数の上限は{ $allowed }個です。
    [xml-depth] 入れ子の深さの上限は{ $allowed }段です。
    [rows] 行の数の上限は{ $allowed }行です。
    [columns] 列の数の上限は{ $allowed }列です。
    [cells] セルの数の上限は{ $allowed }個です。
   *[record-bytes] 1件の大きさの上限は{ $allowed }バイトです。
  }不要な部分や画像を除くか、分けてから選んでください。
documents-took-too-long = { $seconds }秒以内に読み終わりませんでした。不要な部分を除くか、分けてから選んでください。
documents-not-text = { $row }行目に{ $encoding }として読めない文字があります。文字コードをUTF-8またはShift_JIS（CP932）にして保存し直してから選んでください。
documents-unclosed-quote = { $row }行目で始まる引用符（"）が閉じられていません。その行を直してから選んでください。
documents-no-header = 見出しの行がありません。1行目に列の見出しを入れてから選んでください。
documents-io = ファイルを読む途中で問題が起きました。もう一度選んでください。
documents-unmappable = この文字コードで表せない文字が{ $total }個あるため、保存をやめました。文字を直すか、UTF-8を選んでください。
documents-too-many-rows = 1枚のシートに入るのは{ $allowed }行までのため、保存をやめました。条件で絞り込んでください。
documents-too-long = { $row }行目{ $column }列目の文が長すぎるため、保存をやめました。{ $allowed }文字以内にしてください。
documents-workbook = Excelのファイルを作れませんでした。もう一度実行し、くり返すときはシステム管理者に連絡してください。
documents-write-io = ファイルに書き込めませんでした。保存先の空き容量と権限を確かめてください。
web-remove = 取り消す
web-theirs = ほかの人が先に保存した内容
web-theirs-help = 下の入力欄には、あなたが書いた内容が残っています。見比べて直し、もう一度保存すると、あなたの内容に置き換わります。
