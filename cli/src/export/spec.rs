//! The files of a spec that was checked, as they are written.

use apiloom_codegen::SourceSet;

use super::expression::{self, Type};
use crate::import::tree::{Kind, Node, read};

/// A file of a spec.
pub(super) struct File {
    pub(super) stem: String,
    pub(super) root: Node,
}

#[derive(Default)]
pub(super) struct Spec {
    pub(super) files: Vec<File>,
    /// The one that describes the API.
    main: usize,
}

/// A schema as it is declared.
#[derive(Clone, Copy)]
pub(super) struct Declared<'s> {
    pub(super) file: &'s str,
    /// Its name, without type parameters.
    pub(super) name: &'s str,
    /// With them.
    pub(super) key: &'s str,
    pub(super) node: &'s Node,
}

impl Declared<'_> {
    /// Its type parameters.
    pub(super) fn letters(&self) -> Vec<String> {
        let inner = self.key.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or_default();
        inner.split(',').map(|letter| letter.trim().to_owned()).filter(|letter| !letter.is_empty()).collect()
    }
}

impl Spec {
    /// None where a file cannot be read as YAML, which the checker would have said.
    pub(super) fn of(sources: &SourceSet) -> Option<Spec> {
        let file = |source: &apiloom_codegen::Source| {
            Some(File { stem: source.stem.clone(), root: read(source.text()?).ok()? })
        };
        let files: Vec<File> = sources.sources().iter().map(file).collect::<Option<_>>()?;
        let main = files.iter().position(|file| file.root.get("apiloom").is_some())?;
        Some(Spec { files, main })
    }

    pub(super) fn main(&self) -> Option<&File> {
        self.files.get(self.main)
    }

    /// What stands under a key of the file that describes the API.
    pub(super) fn api(&self, key: &str) -> Option<&Node> {
        self.main()?.root.get(key)
    }

    /// All schemas, in the order of files.
    pub(super) fn schemas(&self) -> impl Iterator<Item = Declared<'_>> {
        self.files.iter().flat_map(|file| {
            let schemas = file.root.get("schemas").map(Node::entries).unwrap_or_default();
            schemas.iter().map(|(key, node)| {
                let name = key.split('<').next().unwrap_or(key).trim();
                Declared { file: &file.stem, name, key, node }
            })
        })
    }

    pub(super) fn schema(&self, name: &str) -> Option<Declared<'_>> {
        self.schemas().find(|declared| declared.name == name)
    }

    /// What a type stands for: aliases followed.
    pub(super) fn expand(&self, ty: &Type) -> Type {
        const FURTHEST: usize = 64;
        let mut here = ty.clone();
        for _ in 0..FURTHEST {
            let Type::Named(name, _) = &here else { return here };
            let Some(target) = self.schema(name).and_then(|declared| type_of(declared.node)) else { return here };
            let target = expression::read(target).ty;
            let is_scalar = matches!(&target, Type::Named(name, _) if crate::import::scalars::is_scalar(name));
            if is_scalar {
                return here;
            }
            here = target;
        }
        here
    }
}

/// What is said in one line or under `type`.
pub(super) fn type_of(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Text(text) => Some(text),
        _ => node.text_of("type"),
    }
}
