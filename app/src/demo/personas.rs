//! The people of the sign-in table: one for each part in the year's work, and those at the edges of a right.

use base::{Date, date};

use super::city::DEMO_DAY;
use super::names::{PersonName, Sex};
use super::office::{Office, Role};
use super::staff::{Assignment, AssignmentKind, Kind, Occupation};

/// What a persona is there to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Staff,
    SectionHead,
    HumanResources,
    PlanOffice,
    HealthTeam,
    PersonnelCommittee,
    Payroll,
    KaizenSection,
    Executive,
    Auditor,
    SystemAdministrator,
    DeputyHead,
    RetiredYesterday,
    TransferredToday,
    TwoPosts,
}

impl Part {
    /// A stable word for text keys, such as `plan-office`.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Part::Staff => "staff",
            Part::SectionHead => "section-head",
            Part::HumanResources => "human-resources",
            Part::PlanOffice => "plan-office",
            Part::HealthTeam => "health-team",
            Part::PersonnelCommittee => "personnel-committee",
            Part::Payroll => "payroll",
            Part::KaizenSection => "kaizen-section",
            Part::Executive => "executive",
            Part::Auditor => "auditor",
            Part::SystemAdministrator => "system-administrator",
            Part::DeputyHead => "deputy-head",
            Part::RetiredYesterday => "retired-yesterday",
            Part::TransferredToday => "transferred-today",
            Part::TwoPosts => "two-posts",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Persona {
    pub(crate) part: Part,
    /// The staff number: 0000101 and on.
    pub(crate) number: &'static str,
}

struct Sketch {
    part: Part,
    number: &'static str,
    /// Where the persona sits on [`DEMO_DAY`] (for the retired one, sat until the day before).
    unit: &'static str,
    role: Role,
    name: [&'static str; 4],
    sex: Sex,
}

const fn sketch(
    part: Part,
    number: &'static str,
    unit: &'static str,
    role: Role,
    name: [&'static str; 4],
    sex: Sex,
) -> Sketch {
    Sketch {
        part,
        number,
        unit,
        role,
        name,
        sex,
    }
}

const SKETCHES: [Sketch; 15] = {
    use Role::{Assistant, Head, Member};
    use Sex::{Female, Male};
    [
        sketch(
            Part::Staff,
            "0000101",
            "16020101",
            Member,
            ["潮田", "ウシオダ", "美波", "ミナミ"],
            Female,
        ),
        sketch(
            Part::SectionHead,
            "0000102",
            "02020200",
            Head,
            ["堀内", "ホリウチ", "恵子", "ケイコ"],
            Female,
        ),
        sketch(
            Part::HumanResources,
            "0000103",
            "02020101",
            Member,
            ["浅野", "アサノ", "直人", "ナオト"],
            Male,
        ),
        sketch(
            Part::PlanOffice,
            "0000104",
            "02020201",
            Member,
            ["磯貝", "イソガイ", "遥", "ハルカ"],
            Female,
        ),
        sketch(
            Part::HealthTeam,
            "0000105",
            "02020202",
            Member,
            ["早川", "ハヤカワ", "礼子", "レイコ"],
            Female,
        ),
        sketch(
            Part::PersonnelCommittee,
            "0000106",
            "21000101",
            Member,
            ["百瀬", "モモセ", "学", "マナブ"],
            Male,
        ),
        sketch(
            Part::Payroll,
            "0000107",
            "02020301",
            Member,
            ["栗原", "クリハラ", "千尋", "チヒロ"],
            Female,
        ),
        sketch(
            Part::KaizenSection,
            "0000108",
            "02030101",
            Member,
            ["君塚", "キミヅカ", "亮", "リョウ"],
            Male,
        ),
        sketch(
            Part::Executive,
            "0000109",
            "01000000",
            Member,
            ["波多野", "ハタノ", "茂", "シゲル"],
            Male,
        ),
        sketch(
            Part::Auditor,
            "0000110",
            "22000102",
            Member,
            ["西尾", "ニシオ", "律子", "リツコ"],
            Female,
        ),
        sketch(
            Part::SystemAdministrator,
            "0000111",
            "02040101",
            Member,
            ["髙野", "タカノ", "航", "ワタル"],
            Male,
        ),
        sketch(
            Part::DeputyHead,
            "0000112",
            "02020200",
            Assistant,
            ["須田", "スダ", "誠", "マコト"],
            Male,
        ),
        sketch(
            Part::RetiredYesterday,
            "0000113",
            "04010102",
            Member,
            ["鵜飼", "ウカイ", "浩", "ヒロシ"],
            Male,
        ),
        sketch(
            Part::TransferredToday,
            "0000114",
            "05010102",
            Member,
            ["辻", "ツジ", "彩花", "アヤカ"],
            Female,
        ),
        sketch(
            Part::TwoPosts,
            "0000115",
            "02020102",
            Member,
            ["長南", "チョウナン", "桃子", "モモコ"],
            Female,
        ),
    ]
};

/// Every part with its staff number, in the order of the parts.
pub(crate) fn all() -> impl Iterator<Item = (Part, &'static str)> {
    SKETCHES.iter().map(|it| (it.part, it.number))
}

/// Gives each part to someone who sits in the right place; what the part needs is made true of that person.
pub(super) fn choose(office: &mut Office) -> Vec<(usize, Persona)> {
    let mut chosen: Vec<(usize, Persona)> = Vec::new();
    for sketch in SKETCHES {
        let who = find_or_hire(office, &sketch, &chosen);
        let [family, family_kana, given, given_kana] = sketch.name;
        let staff = &mut office.people[who].staff;
        staff.legal_name = PersonName::new(family, family_kana, given, given_kana);
        staff.used_name = None;
        staff.sex = sketch.sex;
        match sketch.part {
            Part::RetiredYesterday => {
                office.leave(who, DEMO_DAY);
                replace(office, date(2026, 11, 1));
            }
            Part::TransferredToday => {
                let to = office.unit_of(&base::UnitCode("05030103".into()));
                let grade = office.people[who].grade;
                office.sit(who, to, Role::Member, grade, DEMO_DAY);
            }
            Part::TwoPosts => hold_a_second_post(office, who),
            _ => {}
        }
        chosen.push((
            who,
            Persona {
                part: sketch.part,
                number: sketch.number,
            },
        ));
    }
    chosen
}

fn find_or_hire(office: &mut Office, sketch: &Sketch, chosen: &[(usize, Persona)]) -> usize {
    let unit = office.unit_of(&base::UnitCode(sketch.unit.into()));
    let fits = |office: &Office, who: usize| {
        let person = &office.people[who];
        let has_one_post = person
            .staff
            .assignments
            .iter()
            .filter(|held| held.is_open())
            .count()
            == 1;
        let is_mayor = person
            .staff
            .assignments
            .last()
            .is_some_and(|held| held.post == "市長");
        let is_taken = chosen.iter().any(|(other, _)| *other == who);
        let is_experienced = match sketch.part {
            Part::Executive => is_mayor,
            Part::Staff => person.grade.is_some_and(|grade| grade <= 3),
            _ => person.grade.is_some_and(|grade| grade >= 2),
        };
        person.is_regular()
            && person.unit == unit
            && person.role == sketch.role
            && has_one_post
            && is_experienced
            && !is_taken
    };
    let found = (0..office.people.len()).find(|who| fits(office, *who));
    found.unwrap_or_else(|| replace_in(office, unit))
}

/// Keeps the head count when a persona leaves.
fn replace(office: &mut Office, day: Date) {
    let unit = office.any_team(Occupation::Clerk);
    office.recruit(Occupation::Clerk, unit, day);
}

/// Moves a clerk from elsewhere into a team where nobody fits.
fn replace_in(office: &mut Office, unit: usize) -> usize {
    let occupation = office.units[unit].occupation;
    let free = (0..office.people.len()).find(|who| {
        let person = &office.people[*who];
        let is_plain = person.role == Role::Member
            && person.grade == Some(3)
            && person.staff.assignments.len() > 1;
        person.staff.kind == Kind::Regular
            && person.is_here()
            && is_plain
            && person.staff.occupation == occupation
    });
    let who = free.expect("a city has more than one person of grade 3 in every occupation");
    let grade = office.people[who].grade;
    office.sit(who, unit, Role::Member, grade, date(2026, 4, 1));
    who
}

/// Beside the work in 人事課 a post in 改革推進課, since last April.
fn hold_a_second_post(office: &mut Office, who: usize) {
    let unit = office.unit_of(&base::UnitCode("02030102".into()));
    let grade = office.people[who].grade;
    let post = office.post(who, unit, Role::Member, grade, DEMO_DAY);
    let second = Assignment {
        kind: AssignmentKind::Additional,
        unit: office.units[unit].code.clone(),
        post,
        grade,
        is_head: false,
        starts_on: office.people[who].since.max(date(2026, 4, 1)),
        ends_on: base::FAR_FUTURE,
    };
    let held = &mut office.people[who].staff.assignments;
    held.insert(held.len() - 1, second);
}
