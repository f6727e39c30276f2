print("auscult")
