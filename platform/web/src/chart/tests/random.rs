//! Whatever the words are, none leaves the picture and none lies on another.

use super::super::*;
use super::{assert_is_tidy, date, frame};
use base::Date;

const WIDTHS: [u32; 4] = [360, 480, 720, 1200];

/// Small and repeatable, which is all that labels need.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn label(&mut self) -> String {
        const PIECES: [&str; 14] = [
            "人材育成",
            "課",
            "、",
            "研修班（仮称）",
            "ｹﾝｼｭｳ",
            "Human ",
            "resources",
            "WMWM@%",
            "<b>&\"'",
            "１２３",
            "99",
            "葛\u{e0100}",
            "ー",
            " ",
        ];
        let length = [0, 1, 2, 4, 9, 30][self.roll(6)];
        (0..length)
            .map(|_| PIECES[self.roll(PIECES.len())])
            .collect()
    }

    fn labels(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.label()).collect()
    }

    fn value(&mut self) -> Option<f64> {
        match self.roll(6) {
            0 => None,
            1 => Some(0.0),
            2 => Some(0.4),
            3 => Some(f64::from(u32::try_from(self.roll(100)).unwrap())),
            4 => Some(87.8),
            _ => Some(f64::from(u32::try_from(self.roll(3_000_000)).unwrap())),
        }
    }
}

fn for_many(mut check: impl FnMut(&mut Dice, Frame<'static>)) {
    for seed in 1..=150 {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
        for width in WIDTHS {
            check(&mut dice, frame(width));
        }
    }
}

#[test]
fn stacked_bars_keep_their_words_apart_and_inside() {
    for_many(|dice, frame| {
        let parts = 1 + dice.roll(6);
        let names = dice.labels(parts);
        let rows = dice.roll(6);
        let words = dice.labels(2 * rows);
        let chart = StackedBars {
            row_heading: "分野",
            parts: names
                .iter()
                .zip(Fill::ALL)
                .map(|(name, fill)| Part { name, fill })
                .collect(),
            rows: words
                .chunks(2)
                .map(|words| StackedRow {
                    label: &words[0],
                    note: &words[1],
                    counts: (0..dice.roll(8))
                        .map(|_| [0, 1, 7, 500, u32::MAX][dice.roll(5)])
                        .collect(),
                })
                .collect(),
            scale: [Scale::Share, Scale::Count][dice.roll(2)],
        };
        assert_is_tidy(&chart.draw(&frame).svg);
    });
}

#[test]
fn bars_keep_their_words_apart_and_inside() {
    for_many(|dice, frame| {
        let rows = dice.roll(8);
        let words = dice.labels(2 * rows);
        let chart = Bars {
            label_heading: "組織",
            figure_heading: "人数",
            fill: Fill::Solid,
            rows: words
                .chunks(2)
                .map(|words| Bar {
                    label: &words[0],
                    value: dice.value(),
                    figure: &words[1],
                })
                .collect(),
        };
        assert_is_tidy(&chart.draw(&frame).svg);
    });
}

#[test]
fn lines_keep_their_words_apart_and_inside() {
    for_many(|dice, frame| {
        let periods = dice.roll(14);
        let periods = dice.labels(periods);
        let series = dice.roll(6);
        let names = dice.labels(series);
        let chart = Lines {
            period_heading: "年度",
            unit: &dice.label(),
            decimals: dice.roll(3),
            missing: "―",
            periods: periods.iter().map(String::as_str).collect(),
            series: names
                .iter()
                .map(|name| Series {
                    name,
                    values: (0..dice.roll(16)).map(|_| dice.value()).collect(),
                })
                .collect(),
        };
        assert_is_tidy(&chart.draw(&frame).svg);
    });
}

#[test]
fn an_organisation_keeps_its_words_apart_and_inside() {
    fn grow<'a>(dice: &mut Dice, words: &'a [String], level: usize) -> Unit<'a> {
        let children = if level == 0 { 0 } else { dice.roll(4) };
        let mut word = || words[dice.roll(words.len())].as_str();
        let (name, code, people, more) = (word(), word(), word(), word());
        Unit {
            name,
            code,
            people,
            href: ["", "/units/1"][dice.roll(2)],
            more,
            children: (0..children)
                .map(|_| grow(dice, words, level - 1))
                .collect(),
        }
    }
    for_many(|dice, frame| {
        let words = dice.labels(20);
        let levels = dice.roll(6);
        let chart = OrganisationTree {
            headings: ["組織", "コード", "人数"],
            root: grow(dice, &words, levels),
        };
        assert_is_tidy(&chart.draw(&frame).svg);
    });
}

#[test]
fn a_timeline_keeps_its_words_apart_and_inside() {
    for_many(|dice, frame| {
        let kinds = dice.roll(4);
        let kind_names = dice.labels(kinds);
        let spans = dice.roll(8);
        let words = dice.labels(2 * spans);
        let tick_words = dice.labels(12);
        let mut day = || date(2010 + i16::try_from(dice.roll(20)).unwrap(), 4, 1);
        let days: Vec<(Date, Date)> = (0..spans).map(|_| (day(), day())).collect();
        let chart = Timeline {
            headings: ["所属", "期間", "区分"],
            from: date(2014, 4, 1),
            until: date(2026, 4, 1),
            ticks: (2014..)
                .map(|year| date(year, 4, 1))
                .zip(tick_words.iter().map(String::as_str))
                .collect(),
            kinds: kind_names
                .iter()
                .zip(Fill::ALL)
                .map(|(name, fill)| Part { name, fill })
                .collect(),
            spans: words
                .chunks(2)
                .zip(days)
                .map(|(words, (from_on, until_on))| Span {
                    label: &words[0],
                    period: &words[1],
                    kind: dice.roll(4),
                    from_on,
                    until_on: [None, Some(until_on)][dice.roll(2)],
                })
                .collect(),
        };
        assert_is_tidy(&chart.draw(&frame).svg);
    });
}
