#!/bin/sh
# Runs every fuzz target, or those named, for SECONDS each: SECONDS=60 fuzz.sh [TARGET...]
# Inputs that crash or hang are kept in Crashes/TARGET, which `swift test` replays. LeakSanitizer is off: it takes Swift's
# globals of indirect enumerations, whose pointers carry bits of their own, for leaks. What grows meets the memory limit.
cd "$(dirname "$0")" || exit 2
fuzzer=${FUZZER:-.build/release/fuzz}
[ $# -gt 0 ] || set -- capture-file network reassembly pdus command-set data-set character-set rule-expression association pipeline claims rule-file report
status=0
for target; do
    case $target in
        capture-file | network | pipeline | reassembly | report) dictionary=network ;;
        rule-expression | rule-file) dictionary=expression ;;
        claims) dictionary=claims ;;
        *) dictionary=dicom ;;
    esac
    mkdir -p ".build/corpus/$target" ".build/seeds/$target" "Crashes/$target"
    echo "== $target"
    SWIFT_BACKTRACE=enable=no FUZZ_TARGET=$target "$fuzzer" -dict="Dictionaries/$dictionary.dict" -max_total_time="${SECONDS_EACH:-60}" \
        -max_len=32768 -timeout=10 -detect_leaks=0 -rss_limit_mb=1024 -malloc_limit_mb=256 -print_final_stats=1 \
        -artifact_prefix="Crashes/$target/" ".build/corpus/$target" ".build/seeds/$target" >".build/$target.log" 2>&1 || {
        status=1
        grep -E 'ERROR|Fatal error|SUMMARY|Test unit written' ".build/$target.log"
    }
    grep -E 'cov:' ".build/$target.log" | tail -1
    grep -E 'number_of_executed_units|peak_rss_mb|slowest_unit' ".build/$target.log"
    rmdir "Crashes/$target" 2>/dev/null
done
exit $status
