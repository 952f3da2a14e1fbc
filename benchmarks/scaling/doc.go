// Scaling measures how time and memory grow with the number of records, from a file to a report and in a kept directory.
//
//	go run ./scaling -n 1000,10000,100000    # in the folder benchmarks
//	go run ./scaling -n 1000000              # adds to what is there; 24 GiB are enough for 5000000
//
// The records are recombined from testdata/feedback.csv. Each size runs in processes of its own, so that the peak of memory
// is that size's; within a process each stage's peak is told apart (Linux). Every finished size is in results/scaling.json,
// and one that is there of this very commit is not measured again.
package main
