# 端末で読む言葉
app-error = エラー：
app-cause = 原因：{" "}
app-fault = 思わぬ不具合で止まりました。原因を添えてシステム管理者に知らせてください。
app-disk-full = ディスクに空きがありません。何も変わっていません。空きを作ってから、もう一度実行してください。
app-file-unreadable = ファイル { $file } を読み書きできません。名前と権限を確かめてください。
app-file-unwritable = ファイル { $file } に書けません。フォルダーの権限を確かめてください。
app-file-not-regular = { $file } はファイルではありません（フォルダーや装置）。別のファイル名を指定してください。
app-stopped = 受け付けていた仕事を終えて止まりました。

# 設定
app-setting-unknown = 設定「{ $name }」（{ $place }）はありません。
app-setting-unknown-mend = 設定の一覧は docs/settings.md にあります。
app-setting-unknown-near = 設定「{ $name }」（{ $place }）はありません。「{ $nearest }」ではありませんか。
app-setting-unknown-near-mend = 設定の一覧は docs/settings.md にあります。
app-setting-file-unreadable = 設定ファイル「{ $value }」を読めません（{ $cause }）。
app-setting-file-unreadable-mend = { $place } に、ある TOML ファイルの名前を書いてください。
app-setting-not-toml = 設定ファイル { $place } の { $line } 行目 { $column } 文字目は TOML として読めません（{ $cause }）。
app-setting-not-toml-mend = 文字の値は listen = "127.0.0.1:8080" のように引用符で囲みます。
app-setting-not-one-value = 設定「{ $name }」（{ $place }）には値を一つだけ書きます。
app-setting-not-one-value-mend = 一覧や表ではなく、文字・数・true か false を書いてください。
app-setting-empty = 設定「{ $name }」（{ $place }）が空です。
app-setting-empty-mend = 値を書くか、設定そのものを消してください。
app-setting-not-an-address = 設定「{ $name }」（{ $place }）の値「{ $value }」は待ち受けるアドレスではありません。
app-setting-not-an-address-mend = 127.0.0.1:8080 のように、IP アドレスと 0〜65535 のポートを書いてください。
app-setting-not-yes-or-no = 設定「{ $name }」（{ $place }）の値「{ $value }」は yes でも no でもありません。
app-setting-not-yes-or-no-mend = yes か no（true か false）を書いてください。
app-setting-not-a-port = 設定「{ $name }」（{ $place }）の値「{ $value }」はポートではありません。
app-setting-not-a-port-mend = 1〜65535 の数を書いてください。
app-setting-not-one-of = 設定「{ $name }」（{ $place }）の値「{ $value }」は使えません。
app-setting-not-one-of-mend = 次のどれかを書いてください：{ $words }
app-setting-not-a-database = 設定「{ $name }」（{ $place }）はデータベースの場所ではありません（{ $cause }）。
app-setting-not-a-database-mend = sqlite:パス か postgres://利用者@ホスト/データベース?schema=名前 と書いてください。
app-setting-not-a-mail-address = 設定「{ $name }」（{ $place }）の値「{ $value }」はメールアドレスではありません。
app-setting-not-a-mail-address-mend = mail_from には jinji@city.example、mail_to には {"{"}number{"}"}@city.example のように書いてください。
app-setting-not-a-log-filter = 設定「{ $name }」（{ $place }）の値「{ $value }」は記録の指定ではありません。
app-setting-not-a-log-filter-mend = info や info,db=debug のように書いてください。
app-setting-no-such-folder = 設定「{ $name }」（{ $place }）のフォルダー { $folder } がありません。
app-setting-no-such-folder-mend = フォルダーを作るか、名前を直してください。
app-setting-no-such-file = 設定「{ $name }」（{ $place }）のファイル { $file } を読めません。
app-setting-no-such-file-mend = ファイルを置いてサーバーが読めるようにするか、名前を直してください。
app-setting-needs = 設定「{ $name }」（{ $place }）には設定「{ $other }」も要ります。
app-setting-needs-mend = 「{ $other }」を足すか、「{ $name }」を消してください。
app-setting-needs-tls = 設定「{ $name }」（{ $place }）は、中継サーバーまでの通信を暗号化するときにだけ使えます。
app-setting-needs-tls-mend = 設定「mail_tls」を starttls か tls にするか、「{ $name }」を消してください。

# データベース
app-database-newer = このデータベースは、より新しい版のプログラムで使われました（{ $step }）。何も変えずに止まりました。
app-database-newer-mend = 新しい版のプログラムで起動してください。
app-database-changed = データベースを作った手順（{ $step }）が、このプログラムのものと違います。何も変えずに止まりました。
app-database-changed-mend = 配布されたままのプログラムで起動してください。
app-database-older = データベースの表が { $steps } 段階古いままです。
app-database-older-mend = hagukumi migrate を実行するか、hagukumi serve で起動してください。
app-database-missing = データベース { $file } がありません。
app-database-missing-mend = 設定 database（--database）を確かめてください。
app-database-in-use = ほかのプログラムがこのデータベースを使っています。
app-database-in-use-mend = 動いている hagukumi を止めてから、もう一度実行してください。
app-database-unreachable = データベースにつながりません。
app-database-unreachable-mend = データベースが動いていること、設定 database のホスト・利用者・名前を確かめてください。
app-database-fault = データベースが誤りを返しました。何も変わっていません。
app-city-needed = どの市の（どの団体の）データベースかが決まっていません。
app-city-needed-mend = 初めて使うときは、設定 city（--city 名称）で団体の名称を示してください。以後はデータベースが覚えます。

# サーバー
app-cannot-listen = { $address } で待ち受けられません。
app-cannot-listen-mend = ほかのプログラムが使っていないか確かめるか、設定 listen で別のポートを示してください。
app-serve-demo = これは hagukumi demo が作った見本の市のデータベースです。合言葉が公開されているので、serve では動かしません。
app-serve-demo-mend = 見本は hagukumi demo で起動してください。本番には別のデータベースを設定してください。
app-first-ask = データベースは空です。最初のシステム管理者を登録します。
app-first-ask-number = 職員番号：
app-first-ask-name = 氏名：
app-first-ask-password = パスワード（12文字以上。表示されません）：
app-first-ask-again = パスワード（もう一度）：
app-first-needed = データベースは空で、最初のシステム管理者がいません。
app-first-needed-mend = 端末で起動すると順に尋ねます。端末がないときは --first-administrator 職員番号 --name 氏名 --password-file ファイル を付けてください。
app-first-wrong-number = 職員番号は、英数字とハイフンの16文字までで入れてください。
app-first-wrong-name = 氏名を入れてください。
app-first-given-up = 最初のシステム管理者は登録されていません。もう一度起動すると、はじめから尋ねます。
app-first-incomplete = 職員番号（英数字とハイフンの16文字まで）と氏名が要ります。
app-first-incomplete-mend = --first-administrator と --name を直して、もう一度起動してください。
app-first-added = システム管理者（職員番号 { $number }）を登録しました。
app-first-not-empty = アカウントはもうあるので、最初のシステム管理者は登録できません。
app-first-not-empty-mend = --first-administrator を外して起動し、画面の「役割とアカウント」で登録してください。
app-password-file-empty = ファイル { $file } の1行目にパスワードがありません。
app-mail-sender = 設定「mail_from」は差出人のアドレスとして使えません。
app-mail-sender-mend = jinji@city.example のように書いてください。
app-mail-certificates = 設定「mail_ca_file」のファイルに、使える証明書がありません。
app-mail-certificates-mend = 中継サーバーの証明書を出した認証局の証明書を、PEM 形式（-----BEGIN CERTIFICATE----- で始まる文字のファイル）で置いてください。
app-mail-subject = 【{ $city } 育み】やること { $due }件・お知らせ { $notices }件
app-mail-first = もっとも早い期限：{ $day }
app-mail-body =
    期限の近い、又は期限を過ぎた「やること」が { $due }件あります。 { $first }
    新しいお知らせは { $notices }件です。

    内容は、育みにサインインして「やること」で確かめてください。
    このメールには返信できません。

# 控えと復元
app-backup-written = { $city }の控えを { $file } に書きました（表 { $tables }、行 { $rows }、{ $size } KB）。
app-backup-of-broken-ledger = ただし、記録簿が書かれたときのままではないため、{ $file } は復元できません。前の控えを残し、監査の担当に知らせてください。
app-backup-exists = ファイル { $file } はもうあります。上書きはしません。別の名前を示してください。
app-backup-nothing = データベースはまだ使われていないので、控えるものがありません。
app-restored = { $city }の控えを { $database } に戻しました（表 { $tables }、行 { $rows }）。
app-restored-kept = 前のデータベースは { $place } にとってあります。要らなくなったら消してください。
app-restore-not-empty = データベースにはもう中身があります。何も変えていません。
app-restore-not-empty-mend = 入れ替えてよければ --replace を付けてください。今の中身は別の名前でとっておきます。
app-restore-another-city = これは{ $backup }の控えで、ここは{ $here }です。何も変えていません。
app-restore-another-city-mend = ファイルと設定 database・city を確かめてください。
app-restore-no-backup = { $file } は hagukumi backup の控えではありません。何も変えていません。
app-restore-newer = { $file } は、より新しい版のプログラムが書いた控えです。何も変えていません。
app-restore-newer-mend = 新しい版のプログラムで戻してください。
app-restore-truncated = { $file } は途中で切れています。何も変えていません。写し直すか、別の控えを使ってください。
app-restore-altered = { $file } は書かれた後で変えられています。何も変えていません。別の控えを使ってください。
app-restore-ledger = { $file } の中の記録簿が、控えの表書きと合いません。何も変えていません。別の控えを使ってください。

# 検証
app-verify-ledger = 記録簿は書かれたとおりです（封をした記録 { $sealed }件、封を待つ記録 { $waiting }件）。
app-verify-head = 記録簿の終わり：{ $seq }番 { $hash }
app-verify-altered = 記録簿の { $seq }番（記録 { $entry }）が書き換えられています。
app-verify-removed = 記録簿の { $seq }番（記録 { $entry }）がなくなっています。
app-verify-inserted = 記録簿に、なかったはずの記録 { $entry }（{ $seq }番）が入っています。
app-verify-reordered = 記録簿の { $seq }番に、別の記録 { $entry } が置かれています。
app-verify-database = データベースの中のつながりは正しく保たれています。
app-verify-database-broken = データベースのファイルが壊れています（{ $what }）。
app-verify-database-broken-mend = サーバーを止め、最後の控えから hagukumi restore で戻してください。
app-migrate-nothing = データベースの表は最新です。
app-migrate-pending = 実行を待つ手順：{ $steps }
app-migrate-done = { $steps } の手順を実行しました。

# 計画
app-plan-title = 計画：{ $title }
app-plan-period = 期間：{ $period }
app-plan-counts = 分野 { $fields }・方向性 { $directions }・掲載 { $listings }・施策 { $measures }・再掲 { $repeats }
app-plan-owner = 　{ $mark }：{ $measures } 施策
app-plan-past = 過去の計画 { $name }：{ $done }／{ $planned }
app-plan-remarks = 起草中の覚え書き：{ $count }
app-plan-warnings = 確かめるところ：{ $count }
app-plan-bad-period = 「{ $period }」は期間として読めません。令和5～7年度 や 2023-2025年度 のように書いてください。

# 見本の市
app-demo-making = 見本の市（職員 { $staff }人）を { $folder } に作ります。
app-demo-reused = { $folder } にある見本の市を使います（作り直すときは --fresh）。
app-demo-not-a-demo = { $file } は見本の市のデータベースではありません。--folder で別のフォルダーを示してください。
app-demo-sign-ins = サインインできる人（役割・職員番号・氏名・パスワード）
app-demo-part-staff = 職員
app-demo-part-section-head = 所属長
app-demo-part-human-resources = 人事課
app-demo-part-plan-office = 計画事務局
app-demo-part-health-team = 健康支援班
app-demo-part-personnel-committee = 人事委員会事務局
app-demo-part-payroll = 給与厚生課
app-demo-part-kaizen-section = 改革推進課
app-demo-part-executive = 市長
app-demo-part-auditor = 監査
app-demo-part-system-administrator = システム管理者
app-demo-part-deputy-head = 所属長の代理
app-demo-part-retired-yesterday = 昨日退職
app-demo-part-transferred-today = 今日異動
app-demo-part-two-posts = 兼務
app-demo-step-city = 市を考えています
app-demo-step-units = 組織を取り込んでいます
app-demo-step-staff = 職員を取り込んでいます
app-demo-step-posts = 発令を取り込んでいます
app-demo-step-sign-ins = サインインを用意しています
app-demo-step-ledger = 記録簿に封をしています
app-demo-step-done = できました

# 職員と組織
app-people-fault = { $row }行目「{ $column }」「{ $value }」：{ $text }
app-people-warning = （確認）{ $row }行目「{ $column }」「{ $value }」：{ $text }
app-people-unknown-column = 列「{ $column }」は意味が分からないので読みませんでした。
app-people-rows = 読んだ行：{ $rows }
app-people-units = 組織：追加 { $added }・変更 { $changed }・同じ { $unchanged }
app-people-staff = 職員：追加 { $added }・変更 { $changed }・同じ { $unchanged }
app-people-assignments = 発令：追加 { $added }・変更 { $changed }・同じ { $unchanged }
app-people-done = 取り込みました。
app-people-refused = 直すところが { $faults }件あります。何も取り込んでいません。
app-people-refused-mend = 上の行を直してから、もう一度実行してください。
app-demo-list = { $file } に { $rows }行を書きました（上の { $faults }行には誤りがあります）。
app-plan-adopted = 計画を採用しました。
app-nobody = 職員番号 { $number } の職員はいません。--by に、行う人の職員番号を示してください。
app-plan-bad-format = { $format } という種類のファイルは作りません。
app-plan-reported = { $year }の報告を { $file } に書きました（{ $size } KB）。
app-people-exported = { $file } に書きました（{ $size } KB）。
app-verify-editions = 公表版の内容は、固めたときのままです（{ $count }年度分）。
app-verify-edition-broken = { $year }の公表版の内容が、固めたときの要約値と合いません。
app-verify-edition-broken-mend = 最後の控えと比べ、システム管理者と監査に知らせてください。
app-demo-step-plan = 計画を採用しています
app-demo-step-years = 3年度分の工程と点検を入れています
app-demo-step-courses = 2年度分の研修を入れています

# 命令の書き方
app-usage-call = 書き方：{ $call }
app-usage-no-command = 「{ $given }」という命令はありません。
app-usage-no-command-mend = 命令の一覧は hagukumi --help にあります。
app-usage-no-command-near = 「{ $given }」という命令はありません。「{ $nearest }」ではありませんか。
app-usage-no-argument = 「{ $given }」という指定はありません。
app-usage-no-argument-near = 「{ $given }」という指定はありません。「{ $nearest }」ではありませんか。
app-usage-no-value = 「{ $argument }」の値がありません。
app-usage-not-one-of = 「{ $argument }」の値「{ $value }」は使えません。次のどれかを書いてください：{ $words }
app-usage-bad-value = 「{ $argument }」の値「{ $value }」は使えません。
app-usage-missing = 足りない指定があります：{ $arguments }
app-usage-conflict = 「{ $argument }」と「{ $other }」は一緒に使えません。
app-usage-twice = 「{ $argument }」は一度だけ書いてください。
app-usage-unreadable = 命令を読み取れません（{ $cause }）。

# 計算機の言葉を私たちの言葉で
app-os-cause = { $what }（{ $cause }）
app-os-not-found = ファイルかフォルダーがありません
app-os-denied = 権限がありません
app-os-read-only = 書き込めないディスクです
app-os-full = ディスクに空きがありません
app-os-is-folder = ファイルではなくフォルダーです
app-os-no-folder = フォルダーではありません
app-os-exists = 同じ名前のものがすでにあります
app-os-address-in-use = このアドレスとポートは、ほかのプログラムが使っています
app-os-address-not-here = このアドレスはこの計算機のものではありません
app-os-refused = 相手のサーバーにつながりません（受け付けていません）
app-os-timed-out = 時間内に答えがありません
app-os-unreachable = 相手のサーバーまで届きません
