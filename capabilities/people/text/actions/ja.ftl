# 操作の記録での言い方：名簿と組織
people-own-record = 自分の記録
action-people-directory = 職員を探した
action-people-list = 職員名簿を見た
action-people-show = 職員の記録を見た
action-people-looks = だれが見たかを見た
action-people-organisation = 組織を見た
action-people-see-future = これからの異動を見た
action-people-import = 職員または組織を取り込んだ
action-people-export = 職員または組織を書き出した
subject-staff = 職員の記録
subject-looks = だれが見たか
subject-people = 職員名簿
subject-import = 取り込み
subject-export = 書き出し
subject-members = 組織の職員の一覧
