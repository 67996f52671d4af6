  const outside = openOutside(shared)
