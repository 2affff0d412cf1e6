
# Indicators that the plan can choose
people-indicator-staff = Staff
people-indicator-staff-definition = People on the staff on the day: regular, reappointed, fixed-term and dispatched.
people-indicator-leaders = Leaders
people-indicator-leaders-definition = Staff whose main post on the day is to head a bureau or ward, a department or a section. Heads of teams are not counted.
people-indicator-women-leaders = Share of women among leaders
people-indicator-women-leaders-definition = Women among the staff whose main post on the day is to head a bureau or ward, a department or a section. Staff whose sex is not recorded are left out. Groups of fewer than 10 are not shown.
people-indicator-women-bureau-heads = Share of women among heads of bureaus and wards
people-indicator-women-bureau-heads-definition = Women among the staff whose main post on the day is to head a bureau or ward. Staff whose sex is not recorded are left out. Groups of fewer than 10, and those that would follow from others, are not shown.
people-indicator-women-department-heads = Share of women among heads of departments
people-indicator-women-department-heads-definition = Women among the staff whose main post on the day is to head a department. Staff whose sex is not recorded are left out. Groups of fewer than 10, and those that would follow from others, are not shown.
people-indicator-women-section-heads = Share of women among heads of sections
people-indicator-women-section-heads-definition = Women among the staff whose main post on the day is to head a section. Staff whose sex is not recorded are left out. Groups of fewer than 10, and those that would follow from others, are not shown.
people-indicator-moves = Transfers in the year
people-indicator-moves-definition = Changes of the main unit between 1 April and 31 March. New hires, and units that were merged or split, are not counted.
people-indicator-tenure = Mean months in the present unit
people-indicator-tenure-definition = Mean of the full months that staff have been in their main unit of the day without a break. A new post or grade in it, or a merged or split unit, does not begin it anew. Not shown for fewer than 10.
