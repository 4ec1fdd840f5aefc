//! The first stage: finds the files of a spec and owns their texts. The only file that reads the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of one spec, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceSet {
    sources: Vec<Source>,
    root: PathBuf,
}

/// One spec file and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As shown in messages: the path given, with `/` between its parts.
    pub name: String,
    /// The file's stem, which is the tag of its operations.
    pub stem: String,
    pub(crate) bytes: Vec<u8>,
}

impl Source {
    /// What the file says; none where it is not UTF-8, which no spec is.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

impl SourceSet {
    /// Reads one spec file, or every `*.yaml` and `*.yml` file of a folder and of the folders in it.
    ///
    /// Symbolic links inside the folder are not followed: a spec reads nothing outside itself.
    ///
    /// # Errors
    /// If the path does not exist, if a file cannot be read, or if a symbolic link stands for a spec file or a folder.
    pub fn read(path: impl AsRef<Path>) -> io::Result<SourceSet> {
        let root = path.as_ref();
        let mut files = Vec::new();
        if fs::metadata(root)?.is_dir() {
            collect(root, root, &mut files)?;
        } else {
            files.push(root.to_path_buf());
        }
        files.sort();
        let mut set = SourceSet { sources: Vec::new(), root: root.to_path_buf() };
        for file in files {
            set.push(file.to_string_lossy().replace('\\', "/"), fs::read(&file)?);
        }
        Ok(set)
    }

    /// A spec of one file that is already in memory.
    #[must_use]
    pub fn from_text(name: &str, text: &str) -> SourceSet {
        SourceSet::from_texts([(name, text)])
    }

    /// A spec whose files are already in memory: names and texts.
    #[must_use]
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> SourceSet {
        SourceSet::from_bytes(files.into_iter().map(|(name, text)| (name, text.as_bytes())))
    }

    /// A spec whose files are already in memory, whatever their bytes.
    #[must_use]
    pub fn from_bytes<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> SourceSet {
        let mut set = SourceSet::default();
        for (name, bytes) in files {
            set.push(name.to_owned(), bytes.to_vec());
        }
        set.sources.sort_by(|a, b| a.name.cmp(&b.name));
        set
    }

    /// The files, in order.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What was read: the folder or the file.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The text of a source; what is not UTF-8 is replaced, for display.
    pub(crate) fn text(&self, source: u16) -> std::borrow::Cow<'_, str> {
        self.sources.get(usize::from(source)).map_or("".into(), |s| String::from_utf8_lossy(&s.bytes))
    }

    /// What is written at a place.
    pub(crate) fn slice(&self, span: crate::span::Span) -> &str {
        let bytes = self.sources.get(usize::from(span.source)).and_then(|source| source.bytes.get(span.range()));
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The name of a source for the header of what is emitted from it: the same however the spec's path is spelled.
    pub(crate) fn origin(&self, source: u16) -> String {
        let name = Path::new(self.name(source));
        let Ok(relative) = name.strip_prefix(&self.root).map(Path::to_path_buf) else {
            return self.name(source).to_owned();
        };
        let root = self
            .root
            .file_name()
            .map(ToOwned::to_owned)
            .or_else(|| fs::canonicalize(&self.root).ok()?.file_name().map(ToOwned::to_owned));
        let whole = Path::new(&root.unwrap_or_default()).join(relative);
        whole.to_string_lossy().replace('\\', "/").trim_end_matches('/').to_owned()
    }

    /// The name of a source, as shown in messages.
    pub(crate) fn name(&self, source: u16) -> &str {
        self.sources.get(usize::from(source)).map_or("", |s| &s.name)
    }

    fn push(&mut self, name: String, bytes: Vec<u8>) {
        let stem = Path::new(&name).file_stem().map(|s| s.to_string_lossy().into_owned());
        self.sources.push(Source { stem: stem.unwrap_or_default(), name, bytes });
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let is_yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
        if kind.is_dir() {
            collect(root, &path, files)?;
        } else if kind.is_file() && is_yaml {
            files.push(path);
        } else if kind.is_symlink() && (is_yaml && !is_lock(&path) || path.is_dir()) {
            return Err(link(path.strip_prefix(root).unwrap_or(&path)));
        }
    }
    Ok(())
}

/// Whether Emacs made the link, which stands for nothing: `.#reports.yaml` says who edits `reports.yaml`.
fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".#"))
}

/// Whoever put it there wants it read: to pass over it in silence would yield a client that lacks a part.
fn link(path: &Path) -> io::Error {
    let path = path.display();
    let what =
        format!("`{path}` is a symbolic link, and no link inside a spec is followed: put there what it points at");
    io::Error::new(io::ErrorKind::InvalidInput, what)
}
