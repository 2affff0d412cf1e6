# 職員と組織
people-list = 職員
people-directory = 職員名簿
people-organisation = 組織
people-changes = これからの異動
people-import = 取り込みと書き出し

people-number = 職員番号
people-name = 氏名
people-kana = フリガナ
people-legal-name = 戸籍上の氏名
people-unit = 所属
people-unit-code = 組織コード
people-post = 職名
people-grade = 級
people-kind = 任用区分
people-job-family = 職種
people-sex = 性別
people-born-on = 生年月日
people-hired-on = 採用日
people-left-on = 退職日
people-level = 階層
people-from = 発令日
people-head = 所属長
people-now = 現在
people-assignment-kind = 区分
people-period-heading = 期間
people-period = { $from }～{ $to }
people-on = 日付
people-show-day = この日で見る
people-as-of = { $day }の時点
people-day-not-yet = その日の組織は、まだ公表されていません。今日の時点で表示しています。
people-day-unreadable = 日付として読めません。令和8年4月1日、2026-04-01 のように入力してください。今日の時点で表示しています。

people-kind-regular = 常勤
people-kind-reappointed = 再任用
people-kind-fixed-term = 会計年度任用
people-kind-dispatched = 派遣
people-sex-male = 男
people-sex-female = 女
people-sex-unrecorded = 記録なし
people-level-bureau = 局・区
people-level-department = 部
people-level-section = 課
people-level-team = 班
people-assignmentkind-main = 主務
people-assignmentkind-additional = 兼務
people-assignmentkind-concurrent = 併任

people-find = 氏名・フリガナ・職員番号
people-find-help = 一部でも、異体字や半角カナでも見つかります。
people-unit-help = コードまたは名称。その下の組織も含みます。
people-unit-unknown = 「{ $unit }」という組織は、今日の時点でありません。組織の一覧で確かめてください。
people-unit-ambiguous = 「{ $unit }」は複数あります。上の組織の名前を付けるか、コードで指定してください：{ $codes }
people-list-empty = 条件に合う職員はいません。

people-history = 経歴
people-history-none = 発令の記録はありません。
people-timeline = 経歴の図
people-timeline-about = { $name }さんの所属と職名を、年の順に並べた図
people-looks = だれが見たか
people-looks-help = この職員の記録を、だれが、いつ、どの役割で見たかの記録です。新しいものから並んでいます。ファイルへの書き出しは、その範囲にこの職員が入っていたものを示します。画面に職員の一覧を開いたことは、ここには並びませんが、操作の記録には残ります。
people-looks-checked = 取り込みを確かめる画面で、記録の変わるところを見た
people-looks-exported-everything = 全職員の記録をファイルに書き出した
people-looks-exported-list = 在職する全職員の一覧をファイルに書き出した
people-looks-exported-unit = { $unit }の職員の一覧をファイルに書き出した（下の組織を含む）
people-looks-exported-part = （条件で絞った一部。この職員が入っていたとは限りません）
people-looks-none = まだだれも見ていません。
people-looks-at = 日時
people-looks-who = だれが
people-looks-role = 役割
people-looks-what = 操作
people-looks-older = 前の記録
people-looks-program = システム

people-organisation-none = この日の組織はありません。
people-organisation-on = { $day }の組織
people-organisation-size = 組織 { $units }、主務の職員 { $people }
people-organisation-picture = 組織の図
people-organisation-picture-about = { $name }とその下の組織の図
people-head-count = 人数
people-count = { $count }人
people-count-below = { $own }人（下の組織を含めて{ $all }人）
people-more-units = ほか{ $count }
people-below = 下の組織
people-above = 上の組織
people-members = 職員
people-members-none = この組織に直接所属する職員はいません。
people-members-all = 下の組織も含めた一覧を見る
people-unit-history = 組織の経過
people-unit-not-there = この組織は、この日にはありません。
people-predecessors = 前身：
people-successors = 承継先：

people-changes-help = 今日より後に発令される異動です。公表前の内容を含むため、人事課だけが見られます。
people-changes-none = これからの異動は登録されていません。
people-changes-cut = 多いため、はじめの500件だけを表示しています。すべては書き出しで確かめてください。

# 取り込み
people-file-units = 組織
people-file-staff = 職員
people-file-assignments = 発令
people-file-staff-with-assignments = 職員と発令
people-import-choose = ファイルを選んで確かめる
people-import-help = はじめに中身を確かめ、問題がなければ取り込みます。確かめるだけでは何も変わりません。同じファイルを2回取り込んでも、結果は同じです。
people-import-file = ファイル
people-import-file-help = CSV（Excelのままの文字コードでもUTF-8でも）またはExcel（.xlsx）。32MBまで。
people-import-no-file = ファイルを選んでください。
people-import-check = 確かめる
people-import-commit = この内容で取り込む
people-import-outcome = 結果
people-import-ready = 問題はありません。まだ何も変わっていません。内容を確かめて、取り込んでください。
people-import-nothing-new = 問題はなく、変わるところもありません。すでにこのファイルのとおりになっています。
people-import-refused = { $faults }件の問題があるため、取り込めません。何も変わっていません。ファイルを直して、もう一度確かめてください。
people-import-done = 取り込みました。次のことを確かめてください。
people-import-past-first-day = システム管理者が取り込めるのは、人事課の役割を持つ人がまだいない初日だけです。人事課に頼んでください。何も変わっていません。
people-import-gone = 確かめたファイルが残っていません。取り込みが済んだか、別のファイルを確かめた後です。もう一度ファイルを選んでください。
people-import-changed = 確かめた後に、ほかの人が職員または組織を変えました。何も変わっていません。もう一度ファイルを確かめてください。
people-notice-imported = 取り込みました。
people-import-kind = 種類
people-import-rows = 行数
people-import-units = 組織の変化
people-import-staff = 職員の変化
people-import-assignments = 発令の変化
people-import-counts = 追加 { $new }、変更 { $changed }、そのまま { $unchanged }
people-import-alterations = 登録されているものの変わるところ（前 → 後）
people-import-who = だれの、どの
people-import-alteration = 変わるところ
people-import-before-after = { $column }：{ $before } → { $after }
people-import-blank = （空欄）
people-import-unknown-columns = 使わなかった列
people-import-findings = 見つかったこと
people-import-row = 行
people-import-column = 列
people-import-value = 値
people-import-mend = 問題と直し方
people-import-more = はじめの{ $shown }件を表示しています（全部で{ $all }件）。
people-import-columns = 列の名前
people-import-columns-help = 列の順序は自由で、よく使われる別の名前も読めます。退職日・最終日・発令終了日は、その日を含みます。空欄は「続いている」という意味です。

people-export = 書き出し
people-export-help = 経過とこれからの分を含むすべてを、取り込みと同じ列で書き出します。
people-export-xlsx = Excel
people-export-cp932 = CSV（Excel用・CP932）
people-export-utf8 = CSV（UTF-8）
people-export-unmappable = この文字コードで書けない文字が{ $total }字あるため、書き出しませんでした。ExcelかUTF-8で書き出してください：{ $characters }
people-export-too-many-rows = 1枚のシートに書ける行数を超えました。CSVで書き出してください。
people-export-too-long = { $row }行目に、1つのセルに入らない長さの文字があります。CSVで書き出してください。
people-export-failed = 書き出せませんでした。もう一度実行し、くり返すときはシステム管理者に連絡してください。

# ファイルの問題
people-layout-unrecognised = 見出し行に、組織・職員・発令の列が見つかりません。1行目に「職員番号」「組織コード」などの見出しがあるか確かめてください。
people-layout-missing = 必要な列がありません：{ $names }。列を加えてください。
people-layout-twice = 「{ $one }」と「{ $other }」は同じ意味の列です。どちらかを除いてください。
people-unreadable-empty = ファイルが空です。中身のあるファイルを選んでください。
people-unreadable-wrong-kind = 「{ $file }」はCSVでもExcel（.xlsx）でもありません。Excelで開き、CSVまたは.xlsxの形式で保存し直してください。
people-unreadable-encrypted = ファイルにパスワードがかかっています。パスワードを外して保存し直してください。
people-unreadable-truncated = ファイルが途中で切れています。もう一度コピーまたは保存し直してください。
people-unreadable-damaged = ファイルの中の「{ $part }」が壊れています。Excelで開いて保存し直してください。
people-unreadable-forbidden-declaration = ファイルの中の「{ $part }」に、読み取れない宣言があります。Excelで開いて保存し直してください。
people-unreadable-over-limit = ファイルが大きすぎます（上限 { $allowed }、{ $limit ->
    [file-bytes] ファイルの大きさ
    [rows] 行数
    [columns] 列数
   *[other] 中身の大きさ
}）。分けるか、CSVにして取り込んでください。
people-unreadable-took-too-long = { $seconds }秒たっても読み終わりませんでした。ファイルを分けてください。
people-unreadable-not-text = { $row }行目{ $column ->
    [none] に
   *[other] の{ $column }列目に
}、{ $encoding }の文字として読めないところがあります。元のファイルから保存し直してください。
people-unreadable-unclosed-quote = { $row }行目の引用符（"）が閉じていません。引用符を直してください。
people-unreadable-no-header = 見出し行がありません。1行目に列の名前を書いてください。
people-unreadable-io = ファイルを読めませんでした。ファイルがあるか、読む権限があるかを確かめてください。

# 行の問題
people-fault-missing = 値が入っていません。入力してください。
people-fault-row-length = 列の数が見出しと合いません（見出し { $expected }、この行 { $found }）。値の中のカンマや改行を確かめてください。
people-fault-after-era = { $era }は{ $ended_on }に終わっています。続けて数えた日として読みました。
people-fault-day-number = 日付ではなく、Excelの日付の番号のようです（Excelでは{ $day }、{ $wareki }）。その日でよければ、Excelで列の表示形式を「日付」にして保存し直すか、{ $day } と入力してください。
people-fault-outside-years = { $day } になります。{ $first }年から{ $last }年までの日付にしてください。終わりが決まっていないときは、空欄にしてください。
people-fault-no-kana = フリガナがカナではありません。カタカナ、ひらがな、半角カナのどれかで入力してください。
people-fault-too-young = 採用日に{ $age }歳です。15歳にならないと採用できません（労働基準法第56条）。生年月日か採用日を直してください。
people-fault-great-age = 採用日に{ $age }歳です。生年月日と採用日を確かめてください。正しければ、このまま取り込めます。
people-fault-unknown-word = 使えない値です。次のどれかにしてください：{ $known }
people-fault-staff-number = 職員番号は、英数字とハイフンで16文字までです。
people-fault-unit-code = 組織コードは、英数字と . _ - で32文字までです。
people-fault-grade = 級は0から99までの整数で入力してください。
people-fault-too-long = 長すぎます。{ $most }文字までにしてください。
people-fault-damaged-text = 文字が壊れています。元のファイルから保存し直してください。
people-fault-duplicate-number = 同じ職員番号が{ $row }行目にもあります。同じ人ならどちらかの行を除き、別の人なら番号を直してください。
people-fault-contradiction = 同じ職員番号の{ $row }行目と、氏名や日付などが違います。同じ人なら同じ内容にそろえ、別の人なら番号を直してください。
people-fault-reused-number = この職員番号は、すでに登録されている別の人のものです（氏名も生年月日も違います）。職員番号は使い回せません。新しい番号にしてください。
people-fault-zeros-added = 先頭の0を補いました：{ $from } → { $to }（この列で{ $count }件）。別の番号のつもりなら、取り込まずにファイルを直してください。
people-fault-zeros-lost = ほかは{ $length }桁です。Excelなどで先頭の0が消えていないか確かめ、列を「文字列」にして{ $length }桁で入力してください。
people-fault-other-length = 新しい番号ですが、ほかの{ $length }桁より短くなっています。この番号でよいか確かめてください。
people-fault-but-for-zeros = 登録されている{ $other }と、先頭の0だけが違います。同じものなら{ $other }と入力し、別のものなら違う番号にしてください。
people-fault-but-for-zeros-of-a-row = { $row }行目の{ $other }と、先頭の0だけが違います。同じものならどちらかにそろえ、別のものなら違う番号にしてください。
people-fault-duplicate-row = { $row }行目と同じ内容の行です。どちらかを除いてください。
people-fault-ends-before-start = 終わりの日が始まりの日より前です。日付を確かめてください。
people-fault-born-after-hired = 生年月日が採用日以後です。日付を確かめてください。
people-fault-unknown-staff = この職員番号の職員がいません。番号を確かめるか、先に職員を取り込んでください。
people-fault-unknown-unit = この組織は{ $on }にありません。コードと日付を確かめるか、先に組織を取り込んでください。
people-fault-unit-ends = この組織は{ $last }で終わります。発令の終わりをその日までにしてください。
people-fault-outside-employment = 在職期間（{ $from }～{ $last }）の外です。日付を確かめてください。
people-fault-overlap = ほかの主務（{ $unit }、{ $from }～{ $last }）と重なっています。前の発令の終わりか、この発令の始まりを直してください。
people-fault-unit-overlap = 同じ組織の別の期間（{ $from }～{ $last }）と重なっています。日付を直してください。
people-fault-no-parent = 上位の組織（{ $parent }）が{ $on }にありません。コードと日付を確かめてください。
people-fault-circle = 上位の組織をたどると、この組織に戻ります。上位組織コードを直してください。
people-fault-level-order = { $level }を{ $parent }の下に置くことはできません。階層か上位組織コードを直してください。
people-fault-no-successor = 承継先の組織（{ $successor }）がありません。コードを確かめてください。
people-fault-own-post = 自分の発令は、自分では取り込めません。この行を除き、別の人に取り込んでもらってください。
people-fault-wall = { $name }さんは{ $on }から「{ $other }」と「{ $protected }」を兼ねます。取り込みの妨げにはなりませんが、その日から「{ $protected }」では何も見られません。「役割とアカウント」で「{ $protected }」を終えるか、所属長の発令を直してください。
people-fault-still-used = { $on }以後も、下に組織（{ $by }）があります。その組織も終えるか、上位を付け替えてください。
