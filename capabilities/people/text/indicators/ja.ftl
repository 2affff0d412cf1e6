
# 計画が選べる指標
people-indicator-staff = 職員数
people-indicator-staff-definition = その日に在職する職員の数（常勤、再任用、会計年度任用、派遣のすべて）。
people-indicator-leaders = 管理職の数
people-indicator-leaders-definition = その日に局・区、部、課の長を主務とする職員の数。班長は含まない。
people-indicator-women-leaders = 管理職に占める女性の割合
people-indicator-women-leaders-definition = その日に局・区、部、課の長を主務とする職員のうち女性の割合。性別の記録がない職員は除く。10人未満の集団は示さない。
people-indicator-women-bureau-heads = 局・区の長に占める女性の割合
people-indicator-women-bureau-heads-definition = その日に局・区の長を主務とする職員のうち女性の割合。性別の記録がない職員は除く。10人未満の集団と、そこから推し量れる集団は示さない。
people-indicator-women-department-heads = 部長級に占める女性の割合
people-indicator-women-department-heads-definition = その日に部の長を主務とする職員のうち女性の割合。性別の記録がない職員は除く。10人未満の集団と、そこから推し量れる集団は示さない。
people-indicator-women-section-heads = 課長級に占める女性の割合
people-indicator-women-section-heads-definition = その日に課の長を主務とする職員のうち女性の割合。性別の記録がない職員は除く。10人未満の集団と、そこから推し量れる集団は示さない。
people-indicator-moves = 年間の異動件数
people-indicator-moves-definition = 4月1日から翌年3月31日までに主務の所属が変わった件数。新規採用と、組織の統合・分割による変更は含まない。
people-indicator-tenure = 現所属の平均在籍月数
people-indicator-tenure-definition = その日の主務の所属に続けて在籍している満月数の平均。職や級だけの変更と、組織の統合・分割では数え直さない。10人未満では示さない。
