//! Paragraphs and tables of a Word body.

use super::styles::{Role, Styles, outline_role};
use crate::block::{Block, Content, Place, Table};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::xml::{Node, Tag, Xml};
use std::collections::HashMap;

pub(super) fn blocks(
    xml: &mut Xml<'_>,
    styles: &Styles,
    mut comments: HashMap<String, String>,
    limits: &Limits,
) -> Result<Vec<Block>, ReadError> {
    let mut reader = Reader {
        styles,
        limits,
        cells: 0,
    };
    let mut story = Story::default();
    while let Some(tag) = next_root(xml)? {
        if tag.name() == "document" || tag.name() == "body" {
            continue;
        }
        reader.story_element(xml, &tag, &mut story)?;
    }
    story.end();
    let mut blocks = Vec::new();
    for (index, piece) in story.pieces.into_iter().enumerate() {
        let place = Place::Body(index + 1);
        let mut notes = Vec::new();
        match piece {
            Piece::Paragraphs(paragraphs) => {
                for paragraph in paragraphs {
                    notes.extend(paragraph.comments.iter().cloned());
                    blocks.extend(paragraph.content().map(|content| Block {
                        place: place.clone(),
                        content,
                    }));
                }
            }
            Piece::Table { table, comments } => {
                notes = comments;
                blocks.push(Block {
                    place: place.clone(),
                    content: Content::Table(table),
                });
            }
        }
        for id in notes {
            // A comment stands once, however often a hostile file points to it.
            if let Some(text) = comments.remove(&id) {
                blocks.push(Block {
                    place: place.clone(),
                    content: Content::Comment { text },
                });
            }
        }
    }
    Ok(blocks)
}

/// The comments of a document by their id. A comment without text is not kept.
pub(super) fn comments(
    xml: &mut Xml<'_>,
    styles: &Styles,
    limits: &Limits,
) -> Result<HashMap<String, String>, ReadError> {
    let mut comments = HashMap::new();
    let mut reader = Reader {
        styles,
        limits,
        cells: 0,
    };
    while let Some(tag) = next_root(xml)? {
        if tag.name() != "comment" {
            continue;
        }
        let id = tag.attribute("id").unwrap_or_default();
        let text = reader.story(xml)?.flat_text();
        if !text.is_empty() {
            comments.insert(id, text);
        }
    }
    Ok(comments)
}

/// The next opening tag outside any element that is read as a whole.
fn next_root<'a>(xml: &mut Xml<'a>) -> Result<Option<Tag<'a>>, ReadError> {
    loop {
        match xml.next()? {
            Node::Open(tag) => return Ok(Some(tag)),
            Node::End => return Ok(None),
            _ => {}
        }
    }
}

/// Paragraphs and tables under each other: a body, a cell, a text box or a comment.
#[derive(Default)]
pub(super) struct Story {
    pieces: Vec<Piece>,
    /// The text before a paragraph mark that a change record deleted: it belongs to the paragraph after.
    carried: Option<Paragraph>,
}

enum Piece {
    /// A paragraph, followed by those of the text boxes that hang on it.
    Paragraphs(Vec<Paragraph>),
    Table {
        table: Table,
        comments: Vec<String>,
    },
}

impl Story {
    /// Keeps the text before a deleted paragraph mark at the very end.
    pub(super) fn end(&mut self) {
        self.pieces.extend(
            self.carried
                .take()
                .map(|last| Piece::Paragraphs(vec![last])),
        );
    }

    /// All text as lines; the cells of a table stand side by side, separated by tabs.
    pub(super) fn flat_text(self) -> String {
        let mut lines = Vec::new();
        for piece in self.pieces {
            match piece {
                Piece::Paragraphs(paragraphs) => {
                    lines.extend(paragraphs.into_iter().map(|it| it.text))
                }
                Piece::Table { table, .. } => lines.extend(table.rows.iter().map(|row| {
                    let shown: Vec<&str> = row
                        .iter()
                        .filter(|cell| !cell.covered)
                        .map(|cell| cell.text.as_str())
                        .collect();
                    shown.join("\t")
                })),
            }
        }
        without_blank_ends(&lines.join("\n"))
    }

    pub(super) fn comments(&self) -> Vec<String> {
        let of_piece = |piece: &Piece| match piece {
            Piece::Paragraphs(paragraphs) => paragraphs
                .iter()
                .flat_map(|it| it.comments.clone())
                .collect(),
            Piece::Table { comments, .. } => comments.clone(),
        };
        self.pieces.iter().flat_map(of_piece).collect()
    }
}

struct Paragraph {
    role: Role,
    text: String,
    comments: Vec<String>,
    boxes: Vec<Paragraph>,
    is_mark_deleted: bool,
}

impl Paragraph {
    fn content(self) -> Option<Content> {
        let text = without_blank_ends(&self.text);
        match self.role {
            _ if text.is_empty() => None,
            Role::Contents => None,
            Role::Heading(level) => Some(Content::Heading {
                level,
                text: text.trim().to_owned(),
            }),
            Role::Plain => Some(Content::Paragraph { text }),
        }
    }
}

pub(super) struct Reader<'a> {
    styles: &'a Styles,
    pub(super) limits: &'a Limits,
    pub(super) cells: u64,
}

impl Reader<'_> {
    /// Reads to the end of the element whose opening tag was just read.
    pub(super) fn story(&mut self, xml: &mut Xml<'_>) -> Result<Story, ReadError> {
        let mut story = Story::default();
        let mut inside = 1;
        while 0 < inside {
            match xml.next()? {
                Node::Open(tag) => {
                    if !self.story_element(xml, &tag, &mut story)? {
                        inside += 1;
                    }
                }
                Node::Close => inside -= 1,
                Node::Text(_) | Node::End => {}
            }
        }
        story.end();
        Ok(story)
    }

    /// Reads one element of a story; false means that it is a wrapper whose inside is still to be read.
    pub(super) fn story_element(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        story: &mut Story,
    ) -> Result<bool, ReadError> {
        match tag.name() {
            "p" => {
                let mut paragraph = self.paragraph(xml)?;
                if let Some(before) = story.carried.take() {
                    paragraph.text.insert_str(0, &before.text);
                    paragraph.comments.splice(0..0, before.comments);
                    paragraph.boxes.splice(0..0, before.boxes);
                }
                if paragraph.is_mark_deleted {
                    story.carried = Some(paragraph);
                } else {
                    let boxes = std::mem::take(&mut paragraph.boxes);
                    story.pieces.push(Piece::Paragraphs(
                        std::iter::once(paragraph).chain(boxes).collect(),
                    ));
                }
            }
            "tbl" => {
                let (table, comments) = self.table(xml)?;
                if !table.rows.is_empty() {
                    story.pieces.push(Piece::Table { table, comments });
                }
            }
            // Fallback repeats its Choice for older programs.
            "sectPr" | "tcPr" | "sdtPr" | "sdtEndPr" | "del" | "moveFrom" | "Fallback" => {
                xml.skip()?
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<Paragraph, ReadError> {
        let mut paragraph = Paragraph {
            role: Role::Plain,
            text: String::new(),
            comments: Vec::new(),
            boxes: Vec::new(),
            is_mark_deleted: false,
        };
        let mut inside = 1;
        while 0 < inside {
            let tag = match xml.next()? {
                Node::Open(tag) => tag,
                Node::Close => {
                    inside -= 1;
                    continue;
                }
                Node::Text(_) | Node::End => continue,
            };
            match tag.name() {
                "pPr" => {
                    (paragraph.role, paragraph.is_mark_deleted) = self.paragraph_properties(xml)?;
                    continue;
                }
                "rPr" => {
                    if is_hidden(xml)? {
                        // The rest of the run is not shown.
                        xml.skip()?;
                        inside -= 1;
                    }
                    continue;
                }
                "t" => {
                    let text = xml.text()?;
                    // Line ends inside the file's text are layout of the XML.
                    paragraph.text.push_str(&text.replace(['\r', '\n'], " "));
                    continue;
                }
                "txbxContent" => {
                    for piece in self.story(xml)?.pieces {
                        match piece {
                            Piece::Paragraphs(all) => paragraph.boxes.extend(all),
                            Piece::Table { table, comments } => {
                                let story = Story {
                                    pieces: vec![Piece::Table {
                                        table,
                                        comments: Vec::new(),
                                    }],
                                    carried: None,
                                };
                                paragraph.boxes.push(Paragraph {
                                    role: Role::Plain,
                                    text: story.flat_text(),
                                    comments,
                                    boxes: Vec::new(),
                                    is_mark_deleted: false,
                                });
                            }
                        }
                    }
                    continue;
                }
                "tab" | "ptab" => paragraph.text.push('\t'),
                "br" => {
                    let breaks_line = tag.attribute("type").is_none_or(|it| it == "textWrapping");
                    if breaks_line {
                        paragraph.text.push('\n');
                    }
                }
                "cr" => paragraph.text.push('\n'),
                "noBreakHyphen" => paragraph.text.push('-'),
                "commentReference" => paragraph.comments.extend(tag.attribute("id")),
                // rt is the furigana above the base text; Fallback repeats its Choice for older programs.
                "del" | "moveFrom" | "rt" | "rubyPr" | "instrText" | "Fallback" | "sdtPr"
                | "sdtEndPr" => {
                    xml.skip()?;
                    continue;
                }
                _ => {}
            }
            inside += 1;
        }
        Ok(paragraph)
    }

    /// What the paragraph is, and whether a change record deleted its end.
    fn paragraph_properties(&mut self, xml: &mut Xml<'_>) -> Result<(Role, bool), ReadError> {
        let (mut style, mut outline, mut is_mark_deleted) = (None, None, false);
        let mut inside = 1;
        while 0 < inside {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    // How the paragraph looked before a change is no longer so.
                    "pPrChange" | "rPrChange" | "sectPr" => xml.skip()?,
                    name => {
                        match name {
                            "pStyle" => style = tag.attribute("val"),
                            "outlineLvl" => {
                                outline = tag.attribute("val").and_then(|it| it.parse().ok())
                            }
                            "del" | "moveFrom" => is_mark_deleted = true,
                            _ => {}
                        }
                        inside += 1;
                    }
                },
                Node::Close => inside -= 1,
                Node::Text(_) | Node::End => {}
            }
        }
        let by_style = style.map_or(Role::Plain, |id| self.styles.role(&id));
        let role = match outline {
            Some(level) if by_style != Role::Contents => outline_role(level),
            _ => by_style,
        };
        Ok((role, is_mark_deleted))
    }
}

/// Whether the run properties whose opening tag was just read hide the run.
fn is_hidden(xml: &mut Xml<'_>) -> Result<bool, ReadError> {
    let mut is_hidden = false;
    let mut inside = 1;
    while 0 < inside {
        match xml.next()? {
            Node::Open(tag) => {
                if tag.name() == "vanish" {
                    is_hidden = tag
                        .attribute("val")
                        .is_none_or(|it| !matches!(it.as_str(), "0" | "false" | "off"));
                }
                inside += 1;
            }
            Node::Close => inside -= 1,
            Node::Text(_) | Node::End => {}
        }
    }
    Ok(is_hidden)
}

fn without_blank_ends(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let is_full = |line: &&str| !line.trim().is_empty();
    let Some(first) = lines.iter().position(is_full) else {
        return String::new();
    };
    let last = lines.iter().rposition(is_full).unwrap_or(first);
    lines[first..=last].join("\n")
}
