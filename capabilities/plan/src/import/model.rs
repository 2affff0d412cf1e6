//! The nouns of an import: a file on its way to becoming a plan.
use base::{FiscalYears, Instant, StaffId};
use documents::{Block, Cell, Content, Place, Table};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::corrections::{Corrected, Correction, corrected};
use crate::{
    adopted::PlanId,
    model::{ImportedPlan, Spot, years},
    recognise::Answers,
};

base::id!(ImportId);

/// A file as it was sent, what was found in it, and what people have corrected since.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Import {
    pub(crate) id: ImportId,
    pub(crate) file_name: String,
    /// SHA-256 of the file, in hex.
    pub(crate) digest: String,
    pub(crate) source: Vec<StoredBlock>,
    pub(crate) answers: StoredAnswers,
    /// `None` as long as the file leaves a question open.
    pub(crate) recognised: Option<ImportedPlan>,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) version: i64,
    pub(crate) sent_by: StaffId,
    pub(crate) sent_at: Instant,
    pub(crate) adopted_at: Option<Instant>,
    /// The plan that came of it, or that it revised.
    pub(crate) plan: Option<PlanId>,
}

impl Import {
    /// The plan as it stands with all corrections; `None` as long as a question is open.
    pub(crate) fn corrected(&self) -> Option<Corrected> {
        Some(corrected(self.recognised.as_ref()?, &self.corrections))
    }

    pub(crate) fn blocks(&self) -> Vec<Block> {
        self.source.iter().map(StoredBlock::block).collect()
    }
}

/// SHA-256 of a file or of what a form showed, in hex.
pub(crate) fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}

/// What a person answered to the questions of the recogniser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredAnswers {
    pub(crate) title: Option<String>,
    #[serde(with = "years::optional")]
    pub(crate) period: Option<FiscalYears>,
}

impl StoredAnswers {
    pub(crate) fn answers(&self) -> Answers {
        Answers {
            title: self.title.clone(),
            period: self.period,
        }
    }
}

/// A block of the document, as the database keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredBlock {
    pub(crate) at: Spot,
    pub(crate) content: StoredContent,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredContent {
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(String),
    /// Cells under a merged area are null.
    Table(Vec<Vec<Option<String>>>),
    Comment(String),
}

impl StoredBlock {
    pub(crate) fn of(block: &Block) -> Self {
        let content = match &block.content {
            Content::Heading { level, text } => StoredContent::Heading {
                level: *level,
                text: text.clone(),
            },
            Content::Paragraph { text } => StoredContent::Paragraph(text.clone()),
            Content::Comment { text } => StoredContent::Comment(text.clone()),
            Content::Table(table) => {
                let cell = |it: &Cell| (!it.covered).then(|| it.text.clone());
                let rows = table
                    .rows
                    .iter()
                    .map(|row| row.iter().map(cell).collect())
                    .collect();
                StoredContent::Table(rows)
            }
        };
        Self {
            at: Spot::of(&block.place),
            content,
        }
    }

    fn block(&self) -> Block {
        let place = self.place();
        let content = match &self.content {
            StoredContent::Heading { level, text } => Content::Heading {
                level: *level,
                text: text.clone(),
            },
            StoredContent::Paragraph(text) => Content::Paragraph { text: text.clone() },
            StoredContent::Comment(text) => Content::Comment { text: text.clone() },
            StoredContent::Table(rows) => {
                let cell = |it: &Option<String>| Cell {
                    covered: it.is_none(),
                    text: it.clone().unwrap_or_default(),
                };
                let rows = rows.iter().map(|row| row.iter().map(cell).collect());
                Content::Table(Table {
                    rows: rows.collect(),
                })
            }
        };
        Block { place, content }
    }

    pub(crate) fn place(&self) -> Place {
        match &self.at {
            Spot::Line { line, .. } => Place::Line(*line),
            Spot::Body { block, .. } => Place::Body(*block),
            Spot::Sheet { name, row } => Place::Sheet {
                name: name.clone(),
                row: *row,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_comes_back_as_it_was_kept() {
        let cell = |text: &str, covered| Cell {
            text: text.into(),
            covered,
        };
        let blocks = vec![
            Block {
                place: Place::Line(3),
                content: Content::Heading {
                    level: 2,
                    text: "分野".into(),
                },
            },
            Block {
                place: Place::Body(4),
                content: Content::Comment { text: "注".into() },
            },
            Block {
                place: Place::Sheet {
                    name: "施策".into(),
                    row: 2,
                },
                content: Content::Table(Table {
                    rows: vec![vec![cell("名", false), cell("", true)]],
                }),
            },
        ];

        let kept: Vec<StoredBlock> = blocks.iter().map(StoredBlock::of).collect();
        let text = serde_json::to_string(&kept).unwrap();
        let back: Vec<StoredBlock> = serde_json::from_str(&text).unwrap();

        assert_eq!(
            back.iter().map(StoredBlock::block).collect::<Vec<_>>(),
            blocks
        );
    }
}
