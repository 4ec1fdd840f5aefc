// models/leaf.rs

//! The schema `Leaf`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Encode, Encoder, ObjectEncoder, fields, serialize};
use super::Node;

/// The schema `Leaf`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Leaf {
    /// The field `tree`.
    pub tree: Option<Box<Node>>,
}

fields! {
    Leaf { tree: optional(0, "tree") }
}

impl Leaf {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new() -> Self {
        Self { tree: None }
    }

    /// The field `tree`.
    #[must_use]
    pub fn tree(mut self, tree: impl Into<Box<Node>>) -> Self {
        self.tree = Some(tree.into());
        self
    }
}

impl Default for Leaf {
    fn default() -> Self {
        Self::new()
    }
}

impl Encode for Leaf {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Leaf {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.optional("tree", &self.tree);
    }
}

impl Serialize for Leaf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

// models/node.rs

//! The schema `Node`.

use std::collections::BTreeMap;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, fields, serialize,
};
use super::Leaf;
use super::arguments;

/// The schema `Node`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// The field `name`.
    pub name: String,
    /// The field `parent`.
    pub parent: Option<Box<Node>>,
    /// The field `other`.
    pub other: Option<Box<Leaf>>,
    /// The field `children`.
    pub children: Vec<Node>,
    /// The field `named`.
    pub named: BTreeMap<String, Node>,
}

fields! {
    Node {
        name: required(0, "name"),
        parent: optional(1, "parent"),
        other: required(2, "other"),
        children: required(3, "children"),
        named: required(4, "named"),
    }
}

impl Node {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> NodeBuilder {
        NodeBuilder::start()
    }
}

/// Makes a [`Node`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct NodeBuilder<
    NameState = Missing<arguments::Name>,
    OtherState = Missing<arguments::Other>,
    ChildrenState = Missing<arguments::Children>,
    NamedState = Missing<arguments::Named>,
> {
    name: NameState,
    other: OtherState,
    children: ChildrenState,
    named: NamedState,
    parent: Option<Box<Node>>,
}

impl NodeBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            other: Missing::new(),
            children: Missing::new(),
            named: Missing::new(),
            parent: None,
        }
    }
}

impl<
    OtherState,
    ChildrenState,
    NamedState,
> NodeBuilder<Missing<arguments::Name>, OtherState, ChildrenState, NamedState> {
    /// The field `name`.
    pub fn name(
        self,
        name: impl Into<String>,
    ) -> NodeBuilder<Held<String>, OtherState, ChildrenState, NamedState> {
        NodeBuilder {
            name: Held::new(name.into()),
            other: self.other,
            children: self.children,
            named: self.named,
            parent: self.parent,
        }
    }
}

impl<
    NameState,
    ChildrenState,
    NamedState,
> NodeBuilder<NameState, Missing<arguments::Other>, ChildrenState, NamedState> {
    /// The field `other`.
    pub fn other(
        self,
        other: impl Into<Option<Box<Leaf>>>,
    ) -> NodeBuilder<NameState, Held<Option<Box<Leaf>>>, ChildrenState, NamedState> {
        NodeBuilder {
            other: Held::new(other.into()),
            name: self.name,
            children: self.children,
            named: self.named,
            parent: self.parent,
        }
    }
}

impl<
    NameState,
    OtherState,
    NamedState,
> NodeBuilder<NameState, OtherState, Missing<arguments::Children>, NamedState> {
    /// The field `children`.
    pub fn children(
        self,
        children: impl Into<Vec<Node>>,
    ) -> NodeBuilder<NameState, OtherState, Held<Vec<Node>>, NamedState> {
        NodeBuilder {
            children: Held::new(children.into()),
            name: self.name,
            other: self.other,
            named: self.named,
            parent: self.parent,
        }
    }
}

impl<
    NameState,
    OtherState,
    ChildrenState,
> NodeBuilder<NameState, OtherState, ChildrenState, Missing<arguments::Named>> {
    /// The field `named`.
    pub fn named(
        self,
        named: impl Into<BTreeMap<String, Node>>,
    ) -> NodeBuilder<
        NameState,
        OtherState,
        ChildrenState,
        Held<BTreeMap<String, Node>>,
    > {
        NodeBuilder {
            named: Held::new(named.into()),
            name: self.name,
            other: self.other,
            children: self.children,
            parent: self.parent,
        }
    }
}

impl<
    NameState,
    OtherState,
    ChildrenState,
    NamedState,
> NodeBuilder<NameState, OtherState, ChildrenState, NamedState> {
    /// The field `parent`.
    pub fn parent(mut self, parent: impl Into<Box<Node>>) -> Self {
        self.parent = Some(parent.into());
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Node
    where
        NameState: Holds<String>,
        OtherState: Holds<Option<Box<Leaf>>>,
        ChildrenState: Holds<Vec<Node>>,
        NamedState: Holds<BTreeMap<String, Node>>,
    {
        Node {
            name: self.name.take(),
            other: self.other.take(),
            children: self.children.take(),
            named: self.named.take(),
            parent: self.parent,
        }
    }
}

impl Encode for Node {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Node {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.optional("parent", &self.parent);
        object.field("other", &self.other);
        object.field("children", &self.children);
        object.field("named", &self.named);
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

