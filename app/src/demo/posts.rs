//! What a seat is called and who sits in it by training.

use super::staff::{GRADES, Occupation};
use super::units::Level;

/// The title of the one who leads `unit_name`.
pub(super) fn head_post(level: Level, unit_name: &str) -> String {
    if level == Level::Team {
        return "班長".into();
    }
    if level == Level::Department {
        return "部長".into();
    }
    if unit_name.ends_with("事務局") {
        return "事務局長".into();
    }
    const LAST_WORDS: [(&str, &str); 16] = [
        ("消防署", "署長"),
        ("消防学校", "校長"),
        ("図書館", "館長"),
        ("博物館", "館長"),
        ("病棟", "看護師長"),
        ("看護室", "看護師長"),
        ("診療科", "診療科長"),
        ("公園", "園長"),
        ("公室", "公室長"),
        ("市場", "場長"),
        ("工場", "工場長"),
        ("隊", "隊長"),
        ("室", "室長"),
        ("局", "局長"),
        ("区", "区長"),
        ("課", "課長"),
    ];
    let word = LAST_WORDS.iter().find(|(end, _)| unit_name.ends_with(end));
    word.map_or("所長", |(_, post)| post).into()
}

/// The title by grade of those who lead no unit.
pub(super) fn post(occupation: Occupation, grade: u8) -> &'static str {
    use Occupation::{ChildcareWorker, Clinician, Engineer, Firefighter, Nurse, PublicHealthNurse};
    match (grade, occupation) {
        (1, Engineer) => "技師",
        (2, Engineer) => "主任技師",
        (1, Firefighter) => "消防士",
        (2, Firefighter) => "消防士長",
        (1, Nurse) => "看護師",
        (2, Nurse) => "主任看護師",
        (1, PublicHealthNurse) => "保健師",
        (2, PublicHealthNurse) => "主任保健師",
        (1, ChildcareWorker) => "保育士",
        (2, ChildcareWorker) => "主任保育士",
        (1, Clinician) => "医療技師",
        (2, Clinician) => "主任医療技師",
        (5, _) => "副主幹",
        (7, _) => "参事",
        (grade, _) => GRADES[usize::from(grade) - 1].1,
    }
}

/// The training that most people of a team have, guessed from where it stands.
pub(super) fn occupation_of_team(
    bureau: &str,
    department: &str,
    section: &str,
    team: &str,
) -> Occupation {
    let section_has = |words: &[&str]| words.iter().any(|word| section.contains(word));
    match bureau {
        "消防局" if section != "消防総務課" => Occupation::Firefighter,
        "病院局" if department.ends_with("看護部") => Occupation::Nurse,
        "病院局" if department.ends_with("診療部") => Occupation::Clinician,
        "こども未来局" if section.ends_with("保育所") || section.starts_with("一時保護") => {
            Occupation::ChildcareWorker
        }
        "こども未来局" if department == "母子保健部" => Occupation::PublicHealthNurse,
        "保健福祉局" if section_has(&["健康推進", "感染症", "精神保健"]) => {
            Occupation::PublicHealthNurse
        }
        "保健福祉局" if section_has(&["生活衛生", "食品", "研究所"]) => {
            Occupation::Engineer
        }
        "都市局" if section != "都市総務課" && section != "市営住宅課" => {
            Occupation::Engineer
        }
        "建設局" if section != "土木総務課" && section != "路政課" => {
            Occupation::Engineer
        }
        "上下水道局" if department != "経営部" => Occupation::Engineer,
        "環境局" if department == "施設部" || section == "環境保全課" => {
            Occupation::Engineer
        }
        "産業港湾局" if section_has(&["港湾", "農業基盤", "水産"]) => {
            Occupation::Engineer
        }
        "財政局" if section == "技術監理課" => Occupation::Engineer,
        _ if team == "健康支援班" => Occupation::PublicHealthNurse,
        _ if department.ends_with("センター健康部") => Occupation::PublicHealthNurse,
        _ if department == "地域整備部" => Occupation::Engineer,
        _ => Occupation::Clerk,
    }
}

/// 職種 of engineers by the code of their first unit; 土木 in all others.
const ENGINEERS: [(&str, &[&str]); 8] = [
    ("0903", &["建築", "建築", "電気", "機械"]),
    ("0904", &["建築", "建築", "電気", "機械"]),
    ("0905", &["造園", "土木"]),
    ("05", &["衛生監視", "化学", "獣医師"]),
    ("07", &["化学", "機械", "電気"]),
    ("08", &["土木", "農業土木"]),
    ("09", &["土木", "建築"]),
    ("12", &["土木", "土木", "電気", "機械", "化学"]),
];

/// 職種 by training and, where that leaves a choice, by first unit and staff number. It stays for life, wherever one is sent later.
pub(super) fn job_family(occupation: Occupation, first_unit: &str, number: &str) -> &'static str {
    let choice: &[&str] = match occupation {
        Occupation::Clerk => &["事務"],
        Occupation::Firefighter => &["消防"],
        Occupation::Nurse => &["看護師"],
        Occupation::PublicHealthNurse => &["保健師"],
        Occupation::ChildcareWorker => &["保育士"],
        Occupation::Clinician => {
            ["臨床検査技師", "診療放射線技師", "薬剤師", "理学療法士"].as_slice()
        }
        Occupation::Engineer => {
            let of_unit = |it: &&(&str, _)| first_unit.starts_with(it.0);
            ENGINEERS
                .iter()
                .find(of_unit)
                .map_or(&["土木"][..], |it| it.1)
        }
    };
    let number: usize = number.parse().expect("a staff number is of digits");
    // Numbers of regular staff are seven apart.
    choice[number / 7 % choice.len()]
}

/// How large a team is beside others; the staff of the city are shared out in this proportion.
pub(super) fn weight_of_team(occupation: Occupation, team: &str) -> usize {
    match occupation {
        Occupation::Nurse => 24,
        Occupation::Firefighter if team.starts_with("消防") || team.starts_with("救急") => 22,
        Occupation::Firefighter => 9,
        Occupation::ChildcareWorker => 14,
        Occupation::Clinician => 12,
        Occupation::Engineer => 8,
        Occupation::PublicHealthNurse => 8,
        Occupation::Clerk => 8,
    }
}
