//! Folding of text and the grams made from it; pure.
