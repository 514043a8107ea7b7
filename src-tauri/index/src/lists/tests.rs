use super::*;
use proptest::prelude::*;

fn packed(lists: &[Vec<u8>]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let (mut out, mut chunks) = (ListsOut::new(), Vec::new());
    let mut put = |n: u32, body: &[u8]| {
        assert_eq!(n as usize, chunks.len());
        chunks.push(body.to_vec());
        Ok(())
    };
    lists.iter().for_each(|list| out.push(list, &mut put).unwrap());
    let directory = out.finish(&mut put).unwrap();
    (directory, chunks)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn lists_are_as_they_were_given(lengths in prop::collection::vec(prop_oneof![0_usize..4, 0_usize..6_000, Just(40_000)], 0..60)) {
        let lists: Vec<Vec<u8>> = (0..).zip(lengths).map(|(n, length)| vec![n; length]).collect();
        let (directory, chunks) = packed(&lists);
        let directory = Lists::decode(&directory).unwrap();
        prop_assert_eq!((directory.len() as usize, directory.chunks() as usize), (lists.len(), chunks.len()));
        let decoded: Vec<ListChunk> = chunks.into_iter().map(|body| ListChunk::decode(body).unwrap()).collect();
        for (n, list) in (0..).zip(&lists) {
            let (chunk, place) = directory.chunk_of(n).unwrap();
            prop_assert_eq!(decoded[chunk as usize].get(place), Some(list.as_slice()));
        }
        prop_assert_eq!(directory.chunk_of(directory.len()), None);
        let all: Vec<&[u8]> = decoded.iter().flat_map(ListChunk::iter).collect();
        prop_assert_eq!(all, lists.iter().map(Vec::as_slice).collect::<Vec<_>>());
        for chunk in &decoded {
            prop_assert!(chunk.len() == 1 || chunk.bytes() <= limits::CHUNK * 5 + 64);
            prop_assert_eq!(chunk.get(chunk.len()), None);
        }
    }

    #[test]
    fn anything_else_is_refused_or_bounded(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(lists) = Lists::decode(&bytes) {
            prop_assert!(lists.chunks() as usize <= bytes.len());
            for n in [0, lists.len() / 2, lists.len()] {
                prop_assert_eq!(lists.chunk_of(n).is_some(), n < lists.len());
            }
        }
        if let Ok(chunk) = ListChunk::decode(bytes.clone()) {
            prop_assert!((0..chunk.len()).all(|place| chunk.get(place).is_some()));
            prop_assert!(chunk.iter().map(<[u8]>::len).sum::<usize>() <= bytes.len());
        }
    }
}
