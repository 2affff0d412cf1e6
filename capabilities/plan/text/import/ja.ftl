# 計画の取込
plan-import-title = 計画の取込
plan-import-send = ファイルを読み込む
plan-import-file = 計画のファイル
plan-import-file-help = Word（.docx）、Excel（.xlsx）、テキスト（.txt）を読み込めます。読み込んだだけでは何も変わりません。元の文書と並べて確かめ、直してから採用します。
plan-import-send-button = 読み込む
plan-import-sent = 読み込んだファイル
plan-import-none = 読み込んだファイルはまだありません。
plan-import-sent-by = 読み込んだ人
plan-import-sent-at = 日時
plan-import-state-adopted = 採用済み
plan-import-state-question = 回答待ち
plan-import-state-waiting = 確認中

# 場所
plan-import-place = { $spot ->
    [line] { $number }行目
    [line-row] { $number }行目からの表の{ $row }行目
    [body] { $number }番目の段落または表
    [body-row] { $number }番目の段落または表の{ $row }行目
   *[sheet] シート「{ $sheet }」の{ $number }行目
  }

# 読み込めないとき
plan-import-refusal-no-file = ファイルが選ばれていません。計画のファイルを選んでください。
plan-import-refusal-not-a-plan = 計画として読める表が見つかりません。表は{ $tables }個、段落は{ $paragraphs }個ありました。見つかった表の最初の行：{ $found }。施策の名称の列（{ $names }など）と、内容の列（{ $contents }など）または所管課の列（{ $owners }など）のある表が必要です。列の見出しを確かめてから、もう一度読み込んでください。
plan-import-refusal-no-measures = 施策の表（{ plan-import-place }）に見出しはありますが、施策が1件もありません。見出しの下に施策を書いてから、もう一度読み込んでください。
plan-import-refusal-too-many-measures = 表に{ $found }件の行があり、計画の施策として扱える{ $most }件を超えています。施策の一覧だけを残したファイルにしてから、もう一度読み込んでください。
plan-import-refusal-name-in-file = 施策名が{ $length }文字あります（{ plan-import-place }）。文章が施策名の列に入っていないか確かめ、{ $most }文字までにしてから、もう一度読み込んでください。
plan-import-refusal-years-taken = 「{ $title }」（{ $first }～{ $last }年度）と計画期間が重なっています。同じ年度の計画は一つだけです。計画期間を直すか、この計画の改定として「変更点を見る」から取り入れてください。
plan-import-refusal-owners-unknown = 所管{ $marks }がどの組織か決まっていません。所管の表で組織を選ぶか、「決めずに採用する」としてください。
plan-import-refusal-question-open = 計画名または計画期間が決まっていません。先に質問に答えてください。
plan-import-refusal-name-missing = 名称が空です。名称を入力してください。
plan-import-refusal-name-too-long = 名称が{ $length }文字あります。{ $most }文字までにしてください。
plan-import-refusal-no-owner = 「{ $mark }」は日付か数字で、所管課の名称ではありません。所管課の名称か略称を入力してください。
plan-import-refusal-repeats-itself = 施策を自分自身の再掲にはできません。別の施策を選んでください。
plan-import-refusal-repeats-nothing = 選んだ施策が見つかりません。一覧から選び直してください。
plan-import-refusal-repeats-repeat = 選んだものは{ $of }の再掲です。元の施策（{ $of }）を選んでください。
plan-import-refusal-period = 計画期間として読めません。「令和5～7年度」や「2023-2025」のように入力してください。
plan-import-refusal-period-long = 計画期間が長すぎます。{ $most }年までの期間を入力してください。
plan-import-refusal-order = 順番は1以上の数字で入力してください。
plan-import-refusal-unit-missing = 組織のコードか名称を入力するか、「決めずに採用する」を選んでください。
plan-import-refusal-unit-unknown = 「{ $written }」という組織はありません。組織のコードか、正式な名称（例：人材育成課育成研修班）で入力してください。
plan-import-refusal-unit-ambiguous = 「{ $written }」という組織が複数あります（{ $paths }）。コードで入力するか、上位の組織名から続けて入力してください。
plan-import-refusal-remark = 回答を書くか、「引き継がない」を選んでください。

# 質問
plan-import-question-no-title = 計画名が見つかりません（{ $examples }のような見出しを探しました）。計画名を入力してください。
plan-import-question-several-titles = 計画名の候補が複数あります：{ $found }。正しい計画名を入力してください。
plan-import-question-no-period = 計画期間が見つかりません（{ $examples }のような記述を探しました）。計画期間を入力してください。
plan-import-question-several-periods = 計画期間の候補が複数あります：{ $found }。正しい計画期間を入力してください。
plan-import-answer = 回答する

# 確かめる
plan-import-found = 読み取った内容
plan-import-plan-title = 計画名
plan-import-period = 計画期間
plan-import-period-help = 例：令和5～7年度、2023-2025
plan-import-years = { $first }から{ $last }まで
plan-import-count-fields = 分野
plan-import-count-directions = 施策の方向性
plan-import-count-listings = 掲載
plan-import-count-measures = 施策
plan-import-count-repeats = 再掲
plan-import-count-studies = 検討型の施策
plan-import-count-remarks = 素案への意見
plan-import-count-doubts = 確認すること
plan-import-past-plans = 過去の計画
plan-import-planned = 計画
plan-import-done = 実施済み
plan-import-rate = 実施率
plan-import-owners = 所管
plan-import-owner-mark = 計画での表記
plan-import-owner-name = 正式な名称
plan-import-owner-unit = 組織
plan-import-owner-found = 名称が一致
plan-import-owner-chosen = 選択済み
plan-import-owner-left-open = 決めずに採用する
plan-import-owner-ambiguous = 候補が複数
plan-import-owner-unknown = 該当なし
plan-import-doubts = 確認すること
plan-import-doubt = 内容
plan-import-doubt-mark = 確認{ $number }
plan-import-doubt-open = 要確認
plan-import-doubt-settled = 対応済み
plan-import-number = 番号
plan-import-where = 場所
plan-import-in-plan = 計画で見る
plan-import-in-source = 元の文書で見る
plan-import-remarks = 素案への意見
plan-import-remarks-help = 計画の本文ではなく、素案を読んだ人の意見とみなしたものです。採用すると施策のページに引き継がれ、そこで回答できます。
plan-import-remark = 意見
plan-import-remark-mark = 意見{ $number }
plan-import-remark-kept = 引き継ぐ
plan-import-remark-dropped = 引き継がない
plan-import-remark-answered = 回答：{ $answer }
plan-import-remark-decide = 回答する・外す
plan-import-remark-answer = 回答
plan-import-remark-answer-help = 意見をどう扱ったかを書きます。回答は意見とともに残ります。
plan-import-remark-drop = 引き継がない
plan-import-corrections = 手で直したところ
plan-import-corrected-what = 直したところ
plan-import-corrected-is = 直した後
plan-import-corrected-field = { $of }番目の分野の名称
plan-import-corrected-direction = { $of } 方向性の名称
plan-import-corrected-statement = { $of } 方向性の説明
plan-import-corrected-points = { $of } 方向性の○の項目
plan-import-corrected-name = { $of } 施策名
plan-import-corrected-purposes = { $of } 目的
plan-import-corrected-contents = { $of } 内容
plan-import-corrected-owners = { $of } 所管の表記
plan-import-corrected-repeat = { $of } 再掲の元
plan-import-corrected-place = { $of } 掲載の場所
plan-import-corrected-owner-unit = { $of } の組織
plan-import-corrected-remark = 意見{ $of }
plan-import-undo = 元に戻す
plan-import-adopt-title = 採用
plan-import-adopt-help = 採用すると、この内容が市の計画になり、全職員が見られるようになります。採用した後の変更は、理由とともに改定として記録されます。
plan-import-adopt = この計画を採用する
plan-import-drop = 取込をやめて消す
plan-import-is-adopted = このファイルの取込は終わっています。
plan-import-to-plan = 計画を見る
plan-import-revises = 「{ $title }」と計画期間が重なっています。この計画の改定として、変更点を確かめて取り入れられます。
plan-import-to-changes = 変更点を見る
plan-import-beside = 元の文書と読み取った計画
plan-import-source = 元の文書
plan-import-source-table = 元の文書の表
plan-import-source-comment = コメント
plan-import-plan = 読み取った計画
plan-import-nothing-here = ここから読み取った施策はありません。

# 直す
plan-import-correct = 直す
plan-import-correct-frame = 計画名、計画期間、分野の名称を直す
plan-import-field-name = { $number }番目の分野の名称
plan-import-direction-name = 方向性の名称
plan-import-statement = 方向性の説明
plan-import-statement-help = 段落ごとに改行します。
plan-import-points = ○の項目
plan-import-lines-help = 1行に1件ずつ書きます。行を空けると、その件は消えます。
plan-import-listing-name = 施策名
plan-import-purposes = 目的
plan-import-contents = 内容
plan-import-content = 内容{ $number }
plan-import-content-help = 途中で改行すると二つに分かれます。空にすると消えます。
plan-import-study = 内容{ $number }は検討を約束するもの
plan-import-owner-marks = 所管
plan-import-repeat-of = 再掲の元の施策
plan-import-repeat-none = 再掲ではない
plan-import-place-direction = 掲載する方向性
plan-import-place-order = 方向性の中での順番
plan-import-owner-unit-help = 「{ $name }」に当たる組織のコードか名称を入力します。
plan-import-owner-open = 決めずに採用する（後から施策のページで決められます）
plan-import-others-first = ほかの人が先に同じところを直しました。あなたの入力は下に残っています。保存されている内容を確かめ、よければもう一度保存してください。
plan-import-theirs = 保存されている内容

# 確認することの文
plan-import-doubt-numbering = 「{ $name }」の番号が「{ $written }」ですが、順番では{ $expected }です。文書の順番に従いました。
plan-import-doubt-repeat = 「{ $name }」は再掲とありますが、同じ名称の施策がありません。別の施策として扱っています。元の施策を選ぶか、名称を直してください。
plan-import-doubt-repeat-near = 「{ $name }」は再掲とありますが、同じ名称の施策がありません。{ $nearest }の施策が似ています。別の施策として扱っています。元の施策を選ぶか、名称を直してください。
plan-import-doubt-name-twice = 「{ $name }」が{ $first }と{ $second }にありますが、再掲とは書かれていません。別々の施策として扱っています。同じ施策なら再掲の元を選んでください。
plan-import-doubt-owner-unexplained = 所管「{ $mark }」の略称の説明が文書にありません。所管の表で組織を選んでください。
plan-import-doubt-owner-note-unused = 所管「{ $mark }」の説明がありますが、この所管の施策はありません。表記の違いがないか確かめてください。
plan-import-doubt-owners-nowhere = どの表にも所管の列がありません。施策ごとに所管を入力してください。
plan-import-doubt-owner-missing = 「{ $name }」に所管がありません。所管を入力してください。
plan-import-doubt-content-missing = 「{ $name }」に内容がありません。内容を入力してください。
plan-import-doubt-rate = 「{ $name }」の実施率が{ $stated }とありますが、件数から計算すると{ $computed }です。文書の値を残しています。
plan-import-doubt-past-plan = 過去の計画「{ $name }」の件数を読めないため、取り込んでいません。
plan-import-doubt-column = 見出し「{ $heading }」の列（例：{ $sample }）は何の列か分からないため、取り込んでいません。必要なら施策の内容に書き足してください。
plan-import-doubt-row = 施策名のない行（{ $text }）を取り込んでいません。必要なら施策の内容に書き足してください。
plan-import-doubt-table = 施策の間にある表（{ $text }）を取り込んでいません。必要なら施策の内容に書き足してください。
plan-import-doubt-text = 施策の間にある文（{ $text }）を取り込んでいません。必要なら方向性の説明に書き足してください。
plan-import-doubt-direction = 分野「{ $name }」のすぐ下に施策があります。分野の名称を方向性の名称としました。必要なら直してください。

# 改定
plan-import-changes = 改定による変更点
plan-import-changes-intro = 「{ $title }」と比べて{ $count }件の変更があります。
plan-import-changes-none = 採用されている計画との違いはありません。
plan-import-changes-done = このファイルの変更の取り入れは終わっています。
plan-import-changes-choose = 取り入れる変更
plan-import-reason = 改定の理由
plan-import-reason-help = 全職員に公表されます。
plan-import-owners-from = 新しい所管の始まる日
plan-import-owners-from-help = これまでの所管は、その前の日で終わります。
plan-import-take-over = 選んだ変更を取り入れる
plan-import-change-title = 計画名が変わりました。
plan-import-change-period = 計画期間が{ $from }から{ $to }に変わりました。
plan-import-change-field-added = 分野「{ $name }」が加わりました。
plan-import-change-field-removed = 分野「{ $name }」がなくなりました。
plan-import-change-field-renamed = 分野の名称が変わりました。
plan-import-change-direction-added = 方向性{ $key }「{ $name }」が加わりました。
plan-import-change-direction-removed = 方向性{ $key }「{ $name }」がなくなりました。
plan-import-change-direction-renamed = 方向性{ $key }の名称が変わりました。
plan-import-change-statement = 方向性{ $key }の説明が変わりました。
plan-import-change-point = 方向性{ $key }の○の項目が変わりました。
plan-import-change-added = { $key }「{ $name }」が加わりました。
plan-import-change-removed = { $key }「{ $name }」がなくなりました。
plan-import-change-renamed = { $key }の施策名が変わりました。
plan-import-change-moved = 「{ $name }」が{ $from }から{ $key }に移りました。
plan-import-change-purpose = { $key }の目的が変わりました。
plan-import-change-content = { $key }の内容が変わりました。
plan-import-change-owners = { $kind ->
    [came] { $key }の所管に{ $came }が加わりました。
    [went] { $key }の所管から{ $went }が外れました。
   *[both] { $key }の所管が{ $went }から{ $came }に変わりました。
  }
plan-import-change-repeat = { $key }「{ $name }」が別の施策の再掲になりました。
plan-import-change-no-repeat = { $key }「{ $name }」が再掲でなくなり、独立した施策になりました。
plan-import-takeover-needs-group = 「{ $name }」の入る分野または方向性が計画にありません。その追加も選んでください。
plan-import-takeover-needs-measure = 「{ $name }」の元の施策が計画にありません。元の施策の追加も選んでください。
plan-import-takeover-has-history = 「{ $name }」には工程や点検などの記録があるため、消すことも再掲にすることもできません。選択から外し、施策のページで所管を終わらせるか工程を変えてください。
plan-import-takeover-is-repeated = 「{ $name }」は再掲されています。再掲をなくす変更も選んでください。
plan-import-takeover-not-empty = 「{ $name }」にはまだ施策や方向性があります。それらの移動や削除も選んでください。
plan-import-takeover-owners-early = 「{ $name }」の所管が始まる前に終わることになります。もっと後の日を入力してください。
plan-import-takeover-years-taken = 新しい計画期間が別の計画と重なります。計画期間の変更を選択から外してください。
plan-import-takeover-years-in-use = 新しい計画期間の外の年度に点検または公表の記録があります。計画期間の変更を選択から外してください。
plan-import-takeover-nothing = 取り入れる変更が選ばれていません。変更を選んでください。
plan-import-takeover-no-reason = 改定の理由が空です。理由を入力してください。
plan-import-takeover-outdated = 画面を開いた後に計画またはファイルが変わりました。変更点を確かめて選び直してください。

# お知らせ
plan-import-notice-corrected = 直しました。
plan-import-notice-waiting = 同じファイルがすでに取り込まれ、採用を待っています。その取込を開きました。はじめからやり直すときは、この取込をやめてからもう一度読み込んでください。
plan-import-notice-undone = 元に戻しました。
plan-import-notice-dropped = 取込をやめました。計画は変わっていません。
plan-import-notice-adopted = 計画を採用しました。
plan-import-notice-taken-over = 選んだ変更を取り入れました。
