      await outside.close()
