# 研修などのプログラム
programme-admission-in-order = 申込順
programme-admission-after-closing = 締切後に決定
programme-runstate-draft = 準備中
programme-runstate-announced = 募集・実施中
programme-runstate-closed = 修了
programme-runstate-withdrawn = 中止
programme-sessionkind-room = 会場
programme-sessionkind-remote = オンライン
programme-way-assigned = 対象者（必須）
programme-way-nominated = 所属長の推薦
programme-way-applied = 本人の申込み
programme-way-invited = 主催者の案内
programme-presence-present = 出席
programme-presence-absent-told = 欠席（連絡あり）
programme-presence-absent = 欠席（連絡なし）
programme-state-applied = 申込中
programme-state-nominated = 推薦中
programme-state-confirmed = 受講決定
programme-state-waiting = キャンセル待ち
programme-state-offered = 受講の案内中
programme-state-declined = 見送り
programme-state-cancelled = 取消し
programme-state-swapped = 交代
programme-state-attended = 出席
programme-state-absent-told = 欠席（連絡あり）
programme-state-absent = 欠席（連絡なし）
programme-state-completed = 修了
programme-state-failed = 未修了
programme-source-run = このシステムの研修
programme-source-imported = 旧システムの履歴
programme-source-declared = 本人の申告

programme-refusal-not-announced = この回は今、募集していません。研修の一覧で、ほかの回を確かめてください。
programme-refusal-not-open = 申込みは{ $day }からです。その日以降に、この画面から申し込んでください。
programme-refusal-closed = 申込みは{ $day }で締め切りました。参加したい場合は、研修担当に相談してください。
programme-refusal-begun = 最初の日程が{ $day }のため、もう変更できません。研修担当に連絡してください。
programme-refusal-picks = 日程の選び方が正しくありません。各部から1つずつ選んでください。
programme-refusal-already-in = すでにこの回に入っています。同じ回に2つの席は取れません。
programme-refusal-clash = 同じ時間に「{ $title }」（{ $day } { $starts }から）の予定があります。どちらかを取り消すか、別の日程を選んでください。
programme-refusal-no-step = 状態が変わったため、この操作はできません。画面を開き直して確かめてください。
programme-refusal-line-waits = キャンセル待ちの人がいるため、席を渡せません。取り消すと、次の順番の人に案内します。
programme-refusal-offer-over = 案内の期限（{ $day }）を過ぎました。席は次の順番の人に案内しています。もう一度申し込むと、キャンセル待ちに入ります。
programme-refusal-nothing-to-swap = 2人の日程が同じため、交換するものがありません。
programme-refusal-still-open = 申込みは{ $day }までです。締切日の翌日から、受講者を決められます。
programme-refusal-not-yet = 日程は{ $day }です。その日から記録できます。
programme-refusal-presence-missing = 出欠が未記入の人が{ $count }人います。全員の出欠を記録してから、修了の手続きをしてください。
programme-refusal-too-many-minutes = 遅刻と早退の合計が、この日程の時間（{ $most }分）を超えています。0から{ $most }までの分数を入れてください。
programme-refusal-no-session = 日程が1つもありません。先に日程を加えてください。
programme-refusal-ends-before = 終わりの時刻が始まりより前か、同じです。終わりを遅くしてください。
programme-refusal-closes-before-opening = 締切日が受付開始日より前です。どちらかの日を直してください。
programme-refusal-closes-after-session = 締切日が最初の日程（{ $day }）以後になっています。日程より前の日にしてください。
programme-refusal-no-capacity = 定員は1人以上にしてください。
programme-refusal-room-taken = 「{ $name }」は、その時間に「{ $title }」（{ $starts }～{ $ends }）が使います。別の会場か時間にしてください。
programme-refusal-lecturer-taken = 講師「{ $name }」は、その時間に「{ $title }」（{ $starts }～{ $ends }）を受け持ちます。別の講師か時間にしてください。
programme-refusal-outside-year = この回の年度の外の日です。4月1日から翌年3月31日までの日にしてください。
programme-refusal-code-taken = そのコードはほかの研修で使われています。別のコードにしてください。
programme-refusal-withdrawn = この研修は{ $day }で終了しました。
programme-refusal-admission-fixed = 募集を始めたあとは、受講者の決め方を変えられません。元に戻すか、この回を中止して新しい回を用意してください。
programme-refusal-reason-missing = 理由を書いてください。本人が読みます。

## audience
programme-audience-everybody = 全職員
programme-audience-nobody = 対象者なし
programme-audience-and = { $first }、かつ{ $then }
programme-audience-or = { $first }、または{ $then }
programme-audience-group = （{ $that }）
programme-audience-one-of = { $first }・{ $then }
programme-audience-is-not = { $that }ではない
programme-audience-did-not = { $that }していない
programme-audience-posts-main = 主務
programme-audience-posts-all = 主務か兼務
programme-audience-grade = { $shape ->
    [one] { $from }級
    [both] { $from }～{ $to }級
    [from] { $from }級以上
    [to] { $to }級以下
   *[any] 級のある職員
}
programme-audience-years-hired = { $shape ->
    [one] 採用{ $from }年目
    [both] 採用{ $from }～{ $to }年目
    [from] 採用{ $from }年目以降
    [to] 採用{ $to }年目まで
   *[any] 採用後の年数を問わない職員
}
programme-audience-years-in-grade = { $shape ->
    [one] 現在の級に就いて{ $from }年目
    [both] 現在の級に就いて{ $from }～{ $to }年目
    [from] 現在の級に就いて{ $from }年目以降
    [to] 現在の級に就いて{ $to }年目まで
   *[any] 現在の級に就いた日の分かる職員
}
programme-audience-promoted = { $shape ->
    [one] 今年度に{ $from }級へ昇任
    [both] 今年度に{ $from }～{ $to }級へ昇任
    [from] 今年度に{ $from }級以上へ昇任
    [to] 今年度に{ $to }級以下へ昇任
   *[any] 今年度に昇任
}
programme-audience-age = { $shape ->
    [one] 年度末年齢{ $from }歳
    [both] 年度末年齢{ $from }～{ $to }歳
    [from] 年度末年齢{ $from }歳以上
    [to] 年度末年齢{ $to }歳以下
   *[any] 年齢を問わない職員
}
programme-audience-new-post = 今年度に{ $posts }で{ $names }へ新任
programme-audience-heads = { $posts }で所属長
programme-audience-newly-heads = 今年度に{ $posts }で所属長へ新任
programme-audience-in-unit = { $units }とその下の組織に{ $posts }で所属
programme-audience-job-family = 職種が{ $names }
programme-audience-kind = 任用区分が{ $kinds }
programme-audience-returned = 今年度に復帰
programme-audience-completed = 「{ $course }」を修了
programme-audience-completed-valid = 「{ $course }」を今年度も有効な形で修了
programme-audience-because = { $first }、{ $then }
programme-audience-because-grade = { $grade }級
programme-audience-because-years-hired = 採用{ $years }年目（{ $day }採用）
programme-audience-because-years-in-grade = { $grade }級に就いて{ $years }年目（{ $day }から）
programme-audience-because-promoted = { $day }に{ $grade }級へ昇任
programme-audience-because-new-post = { $day }に{ $name }へ新任
programme-audience-because-heads = { $unit }の所属長
programme-audience-because-newly-heads = { $day }に所属長へ新任（{ $unit }）
programme-audience-because-in-unit = { $unit }に所属
programme-audience-because-below-unit = { $within }の下の{ $unit }に所属
programme-audience-because-returned = { $day }に復帰
programme-audience-because-completed = { $year }に「{ $course }」を修了
programme-audience-found-no-alternative = 対象の条件がありません。条件を一つ以上加えるか、全職員を対象にすると決めてください。
programme-audience-found-empty-range = 「{ $that }」は範囲が逆です。初め（{ $from }）を終わり（{ $to }）以下にしてください。
programme-audience-found-names-nothing = { $alternative }組目の条件に、何も選ばれていないものがあります。一つ以上選ぶか、その条件を外してください。
programme-audience-found-unknown-unit = 「{ $word }」という組織コードはありません。組織を選び直してください。
programme-audience-found-unknown-post = 「{ $word }」という職名はありません。職名を選び直してください。
programme-audience-found-unknown-job-family = 「{ $word }」という職種はありません。職種を選び直してください。
programme-audience-found-unknown-kind = 「{ $word }」という任用区分はありません。任用区分を選び直してください。
programme-audience-found-unknown-course = 「{ $word }」というコースはありません。コースを選び直してください。
programme-audience-found-contradiction = 「{ $first }」と「{ $second }」は同時に満たせないため、この組に当てはまる人はいません。どちらかを外すか、別の組に分けてください。
programme-audience-found-contained = { $alternative }組目の条件に当てはまる人は、みな{ $within }組目にも当てはまります。{ $alternative }組目はなくても対象者は同じです。
programme-audience-found-everybody = { $alternative }組目に条件がないため、全職員が対象になります。
programme-audience-found-reaches-nobody = 職員{ $of }人のうち、この条件に当てはまる人はいません。
programme-audience-found-reaches-everybody = 職員{ $of }人の全員がこの条件に当てはまります。
programme-audience-not-json = 対象の条件を読み取れません（{ $line }行目の{ $column }文字目がJSONの形になっていません）。
programme-audience-unknown-name = 対象の条件に「{ $name }」という名前のものはありません。名前の誤りか、新しい版の条件です。
programme-audience-does-not-fit = 対象の条件を読み取れません（{ $line }行目の{ $column }文字目で、値が足りないか、形が違います）。
