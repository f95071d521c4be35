import size from "term-size";
console.log(size());
