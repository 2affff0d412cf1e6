# 計画：各部分に共通する言葉
plan-progress-not-started = 未着手
plan-progress-under-way = 取組中
plan-progress-completed = 完了
plan-achievement-not-achieved = 未達成
plan-achievement-partly = 一部達成
plan-achievement-achieved = 達成
plan-unchecked = 未確認
plan-progress = 着手
plan-achievement = 達成
plan-repeat = 再掲
plan-study = 検討

gate-role-plan-office = 計画事務局
gate-role-plan-writer = 施策担当者
gate-role-executive = 市長・局長
