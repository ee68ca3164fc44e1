"""Data kept between builds: blobs, records, the page manifest, the build state."""
