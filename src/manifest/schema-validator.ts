// Made from schema/alex.schema.json by scripts/schema-validator.js. Do not edit.
// biome-ignore-all lint: made by a program
// biome-ignore-all format: made by a program
// biome-ignore-all assist: made by a program
// @ts-nocheck
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"alex.json","description":"The choices that a project is made with, and the history of its operations.","type":"object","additionalProperties":false,"required":["version","name","features","packageManager","history"],"properties":{"$schema":{"description":"Where this schema is, for editors.","type":"string"},"version":{"description":"The version of create-alex-api that renders this project.","type":"string","pattern":"^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,50})?$"},"name":{"description":"The name of the project: small letters, digits, and - _ . between them.","type":"string","pattern":"^(?=.{1,100}$)[a-z0-9]+([._-][a-z0-9]+)*$"},"features":{"description":"What the project is made with. What is absent is off.","type":"object","additionalProperties":false,"properties":{"auth":{"description":"How the project tells who calls: accounts of its own, the tokens of an identity provider, or not at all.","type":"string","enum":["local","external","none"]},"docker":{"description":"A Dockerfile and a compose file.","type":"boolean"},"github-ci":{"description":"A GitHub workflow that runs every check.","type":"boolean"},"graphql":{"description":"GraphQL beside REST, over the same services and rules.","type":"boolean"},"jobs":{"description":"Background jobs, kept in the database, and a worker.","type":"boolean"},"oidc":{"description":"Logging in by OpenID Connect; with auth local alone.","type":"boolean"},"outbound":{"description":"A guarded client for addresses that users give.","type":"boolean"},"pinned-node":{"description":"Node itself as an npm package.","type":"boolean"},"vendored":{"description":"The project carries the package that made it.","type":"boolean"}}},"packageManager":{"description":"What installs the dependencies and runs the scripts.","type":"string","enum":["npm","pnpm","yarn","bun"]},"overrides":{"description":"The npm package that holds your team's overrides of templates.","type":"string","pattern":"^(?=.{1,214}$)(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"},"history":{"description":"One entry for each run of a generator, the earliest first.","type":"array","items":{"$ref":"#/definitions/operation"}}},"definitions":{"operation":{"type":"object","additionalProperties":false,"required":["at","run"],"properties":{"at":{"description":"When it ran, in UTC: 20261122T093000Z. Later operations have later times.","type":"string","pattern":"^[0-9]{8}T[0-9]{6}Z$"},"run":{"description":"The generator; upgrade for what an update has brought.","type":"string","enum":["resource","repository","service","controller","migration","version","field","options","remove","jwt-middleware","circuit-breaker","job","webhook","upgrade"]},"name":{"description":"The resource, in the singular: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"resource":{"description":"The resource that changes: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"plural":{"description":"What many of them are called, where it is not as in English: blog-posts.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"fields":{"description":"The field language: title:string(200) body:text? views:integer=0","type":"string"},"access":{"description":"Whom it is for: public when absent, authenticated, owner or role(editor).","type":"string","pattern":"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"},"guard":{"description":"Who tells who calls, where it is not the guard of the whole project: partners; none for that one.","type":"string","pattern":"^[a-z][a-z0-9-]{0,39}$"},"keys":{"description":"Where the keys of a guard are: own, the https address of a set of keys, or a public key in base64.","type":"string","pattern":"^(own|https://[^\\s'\"`\\\\]{1,500}|[A-Za-z0-9+/]{40,1000}={0,2})$"},"issuer":{"description":"Whose tokens a guard believes: https://login.example.com","type":"string","pattern":"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"},"audience":{"description":"For whom the tokens have to be that a guard believes.","type":"string","pattern":"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"},"algorithm":{"description":"How the tokens of a guard are signed.","type":"string","enum":["Ed25519","EdDSA","ES256","ES384","PS256","RS256"]},"type":{"description":"What the tokens of a guard call themselves in their header: at+jwt","type":"string","pattern":"^[A-Za-z0-9+.-]{1,40}$"},"scopes":{"description":"What a token needs for a guard, with blanks between: orders:read orders:write","type":"string","pattern":"^[A-Za-z0-9_:./-]{1,64}( [A-Za-z0-9_:./-]{1,64}){0,19}$"},"roles":{"description":"The roles that whoever calls needs for a guard, with blanks between.","type":"string","pattern":"^[A-Za-z0-9_:-]{1,64}( [A-Za-z0-9_:-]{1,64}){0,19}$"},"operations":{"description":"What a third party does for us: getCharge: GET /charges/:id -> {id:string(50)} stale","type":"string"},"url":{"description":"The variable that holds the address of a third party: PAYMENTS_URL","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,79}$"},"token":{"description":"The variable that holds the token for a third party: PAYMENTS_TOKEN","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,79}$"},"timeout":{"description":"How long one try of a third party may take, in milliseconds.","type":"integer","minimum":50,"maximum":60000},"totalTimeout":{"description":"How long all tries together may take, in milliseconds.","type":"integer","minimum":50,"maximum":120000},"retries":{"description":"How often a call of a third party may be tried again (5 at most), or a job (100).","type":"integer","minimum":0,"maximum":100},"concurrency":{"description":"How many calls of a third party may be under way at once, or how many jobs of a kind one process does (100 at most).","type":"integer","minimum":1,"maximum":1000},"data":{"description":"What a job is given, in the field language: articleId:uuid","type":"string"},"schedule":{"description":"When a job is put into its queue by itself, as a cron expression in UTC: 0 3 * * *","type":"string"},"retryDelaySeconds":{"description":"How long the first wait before a job is tried again takes.","type":"integer","minimum":1,"maximum":3600},"timeoutSeconds":{"description":"How long an attempt at a job may take.","type":"integer","minimum":1,"maximum":43200},"scheme":{"description":"How the sender of a webhook signs: as Standard Webhooks says, as Stripe or as GitHub does.","type":"string","enum":["standard","stripe","github"]},"events":{"description":"The events that a webhook handles: charge.succeeded: {id:string(50) amount:integer}","type":"string"},"secret":{"description":"The variable that holds the secrets of a webhook: PAYMENTS_WEBHOOK_SECRET","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,79}$"},"webhook":{"description":"Whether what is removed is a webhook, and not a resource.","type":"boolean"},"job":{"description":"Whether what is removed is a job, and not a resource.","type":"boolean"},"integration":{"description":"Whether what is removed is an integration, and not a resource.","type":"boolean"},"owner":{"description":"Whose the rows are that are there when a resource gets an owner.","type":"string","pattern":"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},"softDelete":{"description":"What is removed stays in the table, and is shown to nobody.","type":"boolean"},"description":{"description":"What the documentation says of it.","type":"string"},"add":{"description":"New fields, in the field language: subtitle:string?","type":"string"},"rename":{"description":"Old names and new ones: body:content","type":"string"},"drop":{"description":"The names of the fields that go: views ratio","type":"string"},"alter":{"description":"Fields as they are to be, in the field language: title:string(300)","type":"string"},"apiVersion":{"description":"The version that its API begins at: 1 when absent.","type":"integer","minimum":1,"maximum":999},"index":{"description":"The table and the columns of an index: articles(status,created_at)","type":"string"},"constraint":{"description":"A table and a rule of it: articles: check (views >= 0)","type":"string"},"notValid":{"description":"The constraint does not check the rows that are there.","type":"boolean"},"validate":{"description":"A table and the constraint whose rows are checked now.","type":"string"},"sunset":{"description":"The day on which the version before ends: 2027-06-30","type":"string"},"notice":{"description":"The address of a page for people about the new version.","type":"string"}},"if":{"properties":{"run":{"enum":["resource","repository"]}}},"then":{"required":["name","fields"],"properties":{"name":true,"fields":true}},"else":{"if":{"properties":{"run":{"const":"version"}}},"then":{"required":["name","sunset"],"properties":{"name":true,"sunset":true}},"else":{"if":{"properties":{"run":{"enum":["field","options"]}}},"then":{"required":["resource"],"properties":{"resource":true}},"else":{"if":{"properties":{"run":{"const":"webhook"}}},"then":{"required":["name","scheme","events"],"properties":{"name":true,"scheme":true,"events":true}},"else":{"required":["name"],"properties":{"name":true}}}}}}}};
const schema12 = {"type":"object","additionalProperties":false,"required":["at","run"],"properties":{"at":{"description":"When it ran, in UTC: 20261122T093000Z. Later operations have later times.","type":"string","pattern":"^[0-9]{8}T[0-9]{6}Z$"},"run":{"description":"The generator; upgrade for what an update has brought.","type":"string","enum":["resource","repository","service","controller","migration","version","field","options","remove","jwt-middleware","circuit-breaker","job","webhook","upgrade"]},"name":{"description":"The resource, in the singular: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"resource":{"description":"The resource that changes: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"plural":{"description":"What many of them are called, where it is not as in English: blog-posts.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"fields":{"description":"The field language: title:string(200) body:text? views:integer=0","type":"string"},"access":{"description":"Whom it is for: public when absent, authenticated, owner or role(editor).","type":"string","pattern":"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"},"guard":{"description":"Who tells who calls, where it is not the guard of the whole project: partners; none for that one.","type":"string","pattern":"^[a-z][a-z0-9-]{0,39}$"},"keys":{"description":"Where the keys of a guard are: own, the https address of a set of keys, or a public key in base64.","type":"string","pattern":"^(own|https://[^\\s'\"`\\\\]{1,500}|[A-Za-z0-9+/]{40,1000}={0,2})$"},"issuer":{"description":"Whose tokens a guard believes: https://login.example.com","type":"string","pattern":"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"},"audience":{"description":"For whom the tokens have to be that a guard believes.","type":"string","pattern":"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"},"algorithm":{"description":"How the tokens of a guard are signed.","type":"string","enum":["Ed25519","EdDSA","ES256","ES384","PS256","RS256"]},"type":{"description":"What the tokens of a guard call themselves in their header: at+jwt","type":"string","pattern":"^[A-Za-z0-9+.-]{1,40}$"},"scopes":{"description":"What a token needs for a guard, with blanks between: orders:read orders:write","type":"string","pattern":"^[A-Za-z0-9_:./-]{1,64}( [A-Za-z0-9_:./-]{1,64}){0,19}$"},"roles":{"description":"The roles that whoever calls needs for a guard, with blanks between.","type":"string","pattern":"^[A-Za-z0-9_:-]{1,64}( [A-Za-z0-9_:-]{1,64}){0,19}$"},"operations":{"description":"What a third party does for us: getCharge: GET /charges/:id -> {id:string(50)} stale","type":"string"},"url":{"description":"The variable that holds the address of a third party: PAYMENTS_URL","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,79}$"},"token":{"description":"The variable that holds the token for a third party: PAYMENTS_TOKEN","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,79}$"},"timeout":{"description":"How long one try of a third party may take, in milliseconds.","type":"integer","minimum":50,"maximum":60000},"totalTimeout":{"description":"How long all tries together may take, in milliseconds.","type":"integer","minimum":50,"maximum":120000},"retries":{"description":"How often a call of a third party may be tried again (5 at most), or a job (100).","type":"integer","minimum":0,"maximum":100},"concurrency":{"description":"How many calls of a third party may be under way at once, or how many jobs of a kind one process does (100 at most).","type":"integer","minimum":1,"maximum":1000},"data":{"description":"What a job is given, in the field language: articleId:uuid","type":"string"},"schedule":{"description":"When a job is put into its queue by itself, as a cron expression in UTC: 0 3 * * *","type":"string"},"retryDelaySeconds":{"description":"How long the first wait before a job is tried again takes.","type":"integer","minimum":1,"maximum":3600},"timeoutSeconds":{"description":"How long an attempt at a job may take.","type":"integer","minimum":1,"maximum":43200},"scheme":{"description":"How the sender of a webhook signs: as Standard Webhooks says, as Stripe or as GitHub does.","type":"string","enum":["standard","stripe","github"]},"events":{"description":"The events that a webhook handles: charge.succeeded: {id:string(50) amount:integer}","type":"string"},"secret":{"description":"The variable that holds the secrets of a webhook: PAYMENTS_WEBHOOK_SECRET","type":"string","pattern":"^[A-Z][A-Z0-9_]{0,79}$"},"webhook":{"description":"Whether what is removed is a webhook, and not a resource.","type":"boolean"},"job":{"description":"Whether what is removed is a job, and not a resource.","type":"boolean"},"integration":{"description":"Whether what is removed is an integration, and not a resource.","type":"boolean"},"owner":{"description":"Whose the rows are that are there when a resource gets an owner.","type":"string","pattern":"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},"softDelete":{"description":"What is removed stays in the table, and is shown to nobody.","type":"boolean"},"description":{"description":"What the documentation says of it.","type":"string"},"add":{"description":"New fields, in the field language: subtitle:string?","type":"string"},"rename":{"description":"Old names and new ones: body:content","type":"string"},"drop":{"description":"The names of the fields that go: views ratio","type":"string"},"alter":{"description":"Fields as they are to be, in the field language: title:string(300)","type":"string"},"apiVersion":{"description":"The version that its API begins at: 1 when absent.","type":"integer","minimum":1,"maximum":999},"index":{"description":"The table and the columns of an index: articles(status,created_at)","type":"string"},"constraint":{"description":"A table and a rule of it: articles: check (views >= 0)","type":"string"},"notValid":{"description":"The constraint does not check the rows that are there.","type":"boolean"},"validate":{"description":"A table and the constraint whose rows are checked now.","type":"string"},"sunset":{"description":"The day on which the version before ends: 2027-06-30","type":"string"},"notice":{"description":"The address of a page for people about the new version.","type":"string"}},"if":{"properties":{"run":{"enum":["resource","repository"]}}},"then":{"required":["name","fields"],"properties":{"name":true,"fields":true}},"else":{"if":{"properties":{"run":{"const":"version"}}},"then":{"required":["name","sunset"],"properties":{"name":true,"sunset":true}},"else":{"if":{"properties":{"run":{"enum":["field","options"]}}},"then":{"required":["resource"],"properties":{"resource":true}},"else":{"if":{"properties":{"run":{"const":"webhook"}}},"then":{"required":["name","scheme","events"],"properties":{"name":true,"scheme":true,"events":true}},"else":{"required":["name"],"properties":{"name":true}}}}}};
const pattern0 = new RegExp("^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,50})?$", "u");
const pattern1 = new RegExp("^(?=.{1,100}$)[a-z0-9]+([._-][a-z0-9]+)*$", "u");
const pattern2 = new RegExp("^(?=.{1,214}$)(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$", "u");
const pattern3 = new RegExp("^[0-9]{8}T[0-9]{6}Z$", "u");
const pattern4 = new RegExp("^[A-Za-z][A-Za-z0-9 _-]{0,79}$", "u");
const pattern7 = new RegExp("^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$", "u");
const pattern8 = new RegExp("^[a-z][a-z0-9-]{0,39}$", "u");
const pattern9 = new RegExp("^(own|https://[^\\s'\"`\\\\]{1,500}|[A-Za-z0-9+/]{40,1000}={0,2})$", "u");
const pattern10 = new RegExp("^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$", "u");
const pattern12 = new RegExp("^[A-Za-z0-9+.-]{1,40}$", "u");
const pattern13 = new RegExp("^[A-Za-z0-9_:./-]{1,64}( [A-Za-z0-9_:./-]{1,64}){0,19}$", "u");
const pattern14 = new RegExp("^[A-Za-z0-9_:-]{1,64}( [A-Za-z0-9_:-]{1,64}){0,19}$", "u");
const pattern15 = new RegExp("^[A-Z][A-Z0-9_]{0,79}$", "u");
const pattern18 = new RegExp("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "u");
const func2 = Object.prototype.hasOwnProperty;

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.features === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "features"},message:"must have required property '"+"features"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.packageManager === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "packageManager"},message:"must have required property '"+"packageManager"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.history === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "history"},message:"must have required property '"+"history"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "$schema") || (key0 === "version")) || (key0 === "name")) || (key0 === "features")) || (key0 === "packageManager")) || (key0 === "overrides")) || (key0 === "history"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 !== "string"){
const err6 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.$schema.type,parentSchema:schema11.properties.$schema,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err7 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/pattern",keyword:"pattern",params:{pattern: "^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,50})?$"},message:"must match pattern \""+"^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,50})?$"+"\"",schema:"^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,50})?$",parentSchema:schema11.properties.version,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.version.type,parentSchema:schema11.properties.version,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.name !== undefined){
let data2 = data.name;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^(?=.{1,100}$)[a-z0-9]+([._-][a-z0-9]+)*$"},message:"must match pattern \""+"^(?=.{1,100}$)[a-z0-9]+([._-][a-z0-9]+)*$"+"\"",schema:"^(?=.{1,100}$)[a-z0-9]+([._-][a-z0-9]+)*$",parentSchema:schema11.properties.name,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.name.type,parentSchema:schema11.properties.name,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.features !== undefined){
let data3 = data.features;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!(func2.call(schema11.properties.features.properties, key1))){
const err11 = {instancePath:instancePath+"/features",schemaPath:"#/properties/features/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema11.properties.features,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3.auth !== undefined){
let data4 = data3.auth;
if(typeof data4 !== "string"){
const err12 = {instancePath:instancePath+"/features/auth",schemaPath:"#/properties/features/properties/auth/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.features.properties.auth.type,parentSchema:schema11.properties.features.properties.auth,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!(((data4 === "local") || (data4 === "external")) || (data4 === "none"))){
const err13 = {instancePath:instancePath+"/features/auth",schemaPath:"#/properties/features/properties/auth/enum",keyword:"enum",params:{allowedValues: schema11.properties.features.properties.auth.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.features.properties.auth.enum,parentSchema:schema11.properties.features.properties.auth,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.docker !== undefined){
let data5 = data3.docker;
if(typeof data5 !== "boolean"){
const err14 = {instancePath:instancePath+"/features/docker",schemaPath:"#/properties/features/properties/docker/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.docker.type,parentSchema:schema11.properties.features.properties.docker,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3["github-ci"] !== undefined){
let data6 = data3["github-ci"];
if(typeof data6 !== "boolean"){
const err15 = {instancePath:instancePath+"/features/github-ci",schemaPath:"#/properties/features/properties/github-ci/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties["github-ci"].type,parentSchema:schema11.properties.features.properties["github-ci"],data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.graphql !== undefined){
let data7 = data3.graphql;
if(typeof data7 !== "boolean"){
const err16 = {instancePath:instancePath+"/features/graphql",schemaPath:"#/properties/features/properties/graphql/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.graphql.type,parentSchema:schema11.properties.features.properties.graphql,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.jobs !== undefined){
let data8 = data3.jobs;
if(typeof data8 !== "boolean"){
const err17 = {instancePath:instancePath+"/features/jobs",schemaPath:"#/properties/features/properties/jobs/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.jobs.type,parentSchema:schema11.properties.features.properties.jobs,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.oidc !== undefined){
let data9 = data3.oidc;
if(typeof data9 !== "boolean"){
const err18 = {instancePath:instancePath+"/features/oidc",schemaPath:"#/properties/features/properties/oidc/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.oidc.type,parentSchema:schema11.properties.features.properties.oidc,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.outbound !== undefined){
let data10 = data3.outbound;
if(typeof data10 !== "boolean"){
const err19 = {instancePath:instancePath+"/features/outbound",schemaPath:"#/properties/features/properties/outbound/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.outbound.type,parentSchema:schema11.properties.features.properties.outbound,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data3["pinned-node"] !== undefined){
let data11 = data3["pinned-node"];
if(typeof data11 !== "boolean"){
const err20 = {instancePath:instancePath+"/features/pinned-node",schemaPath:"#/properties/features/properties/pinned-node/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties["pinned-node"].type,parentSchema:schema11.properties.features.properties["pinned-node"],data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data3.vendored !== undefined){
let data12 = data3.vendored;
if(typeof data12 !== "boolean"){
const err21 = {instancePath:instancePath+"/features/vendored",schemaPath:"#/properties/features/properties/vendored/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.vendored.type,parentSchema:schema11.properties.features.properties.vendored,data:data12};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/features",schemaPath:"#/properties/features/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.features.type,parentSchema:schema11.properties.features,data:data3};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.packageManager !== undefined){
let data13 = data.packageManager;
if(typeof data13 !== "string"){
const err23 = {instancePath:instancePath+"/packageManager",schemaPath:"#/properties/packageManager/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.packageManager.type,parentSchema:schema11.properties.packageManager,data:data13};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!((((data13 === "npm") || (data13 === "pnpm")) || (data13 === "yarn")) || (data13 === "bun"))){
const err24 = {instancePath:instancePath+"/packageManager",schemaPath:"#/properties/packageManager/enum",keyword:"enum",params:{allowedValues: schema11.properties.packageManager.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.packageManager.enum,parentSchema:schema11.properties.packageManager,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.overrides !== undefined){
let data14 = data.overrides;
if(typeof data14 === "string"){
if(!pattern2.test(data14)){
const err25 = {instancePath:instancePath+"/overrides",schemaPath:"#/properties/overrides/pattern",keyword:"pattern",params:{pattern: "^(?=.{1,214}$)(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"},message:"must match pattern \""+"^(?=.{1,214}$)(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$"+"\"",schema:"^(?=.{1,214}$)(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$",parentSchema:schema11.properties.overrides,data:data14};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/overrides",schemaPath:"#/properties/overrides/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.overrides.type,parentSchema:schema11.properties.overrides,data:data14};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.history !== undefined){
let data15 = data.history;
if(Array.isArray(data15)){
const len0 = data15.length;
for(let i0=0; i0<len0; i0++){
let data16 = data15[i0];
const _errs38 = errors;
let valid5 = true;
const _errs39 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.run !== undefined){
let data17 = data16.run;
if(!((data17 === "resource") || (data17 === "repository"))){
const err27 = {};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
var _valid0 = _errs39 === errors;
errors = _errs38;
if(vErrors !== null){
if(_errs38){
vErrors.length = _errs38;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs41 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err28 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/then/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema12.then.required,parentSchema:schema12.then,data:data16};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data16.fields === undefined){
const err29 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/then/required",keyword:"required",params:{missingProperty: "fields"},message:"must have required property '"+"fields"+"'",schema:schema12.then.required,parentSchema:schema12.then,data:data16};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
var _valid0 = _errs41 === errors;
valid5 = _valid0;
ifClause0 = "then";
}
else {
const _errs42 = errors;
const _errs43 = errors;
let valid7 = true;
const _errs44 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.run !== undefined){
if("version" !== data16.run){
const err30 = {};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
var _valid1 = _errs44 === errors;
errors = _errs43;
if(vErrors !== null){
if(_errs43){
vErrors.length = _errs43;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs46 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err31 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/then/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema12.else.then.required,parentSchema:schema12.else.then,data:data16};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data16.sunset === undefined){
const err32 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/then/required",keyword:"required",params:{missingProperty: "sunset"},message:"must have required property '"+"sunset"+"'",schema:schema12.else.then.required,parentSchema:schema12.else.then,data:data16};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
var _valid1 = _errs46 === errors;
valid7 = _valid1;
ifClause1 = "then";
}
else {
const _errs47 = errors;
const _errs48 = errors;
let valid9 = true;
const _errs49 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.run !== undefined){
let data19 = data16.run;
if(!((data19 === "field") || (data19 === "options"))){
const err33 = {};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
var _valid2 = _errs49 === errors;
errors = _errs48;
if(vErrors !== null){
if(_errs48){
vErrors.length = _errs48;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs51 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.resource === undefined){
const err34 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/then/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'",schema:schema12.else.else.then.required,parentSchema:schema12.else.else.then,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
var _valid2 = _errs51 === errors;
valid9 = _valid2;
ifClause2 = "then";
}
else {
const _errs52 = errors;
const _errs53 = errors;
let valid11 = true;
const _errs54 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.run !== undefined){
if("webhook" !== data16.run){
const err35 = {};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
var _valid3 = _errs54 === errors;
errors = _errs53;
if(vErrors !== null){
if(_errs53){
vErrors.length = _errs53;
}
else {
vErrors = null;
}
}
let ifClause3;
if(_valid3){
const _errs56 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err36 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/else/then/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema12.else.else.else.then.required,parentSchema:schema12.else.else.else.then,data:data16};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data16.scheme === undefined){
const err37 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/else/then/required",keyword:"required",params:{missingProperty: "scheme"},message:"must have required property '"+"scheme"+"'",schema:schema12.else.else.else.then.required,parentSchema:schema12.else.else.else.then,data:data16};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data16.events === undefined){
const err38 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/else/then/required",keyword:"required",params:{missingProperty: "events"},message:"must have required property '"+"events"+"'",schema:schema12.else.else.else.then.required,parentSchema:schema12.else.else.else.then,data:data16};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
var _valid3 = _errs56 === errors;
valid11 = _valid3;
ifClause3 = "then";
}
else {
const _errs57 = errors;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.name === undefined){
const err39 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/else/else/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema12.else.else.else.else.required,parentSchema:schema12.else.else.else.else,data:data16};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
var _valid3 = _errs57 === errors;
valid11 = _valid3;
ifClause3 = "else";
}
if(!valid11){
const err40 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/else/if",keyword:"if",params:{failingKeyword: ifClause3},message:"must match \""+ifClause3+"\" schema",schema:schema12.else.else.else.if,parentSchema:schema12.else.else.else,data:data16};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var _valid2 = _errs52 === errors;
valid9 = _valid2;
ifClause2 = "else";
}
if(!valid9){
const err41 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema12.else.else.if,parentSchema:schema12.else.else,data:data16};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
var _valid1 = _errs47 === errors;
valid7 = _valid1;
ifClause1 = "else";
}
if(!valid7){
const err42 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema12.else.if,parentSchema:schema12.else,data:data16};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
var _valid0 = _errs42 === errors;
valid5 = _valid0;
ifClause0 = "else";
}
if(!valid5){
const err43 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema12.if,parentSchema:schema12,data:data16};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.at === undefined){
const err44 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema12.required,parentSchema:schema12,data:data16};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data16.run === undefined){
const err45 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/required",keyword:"required",params:{missingProperty: "run"},message:"must have required property '"+"run"+"'",schema:schema12.required,parentSchema:schema12,data:data16};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
for(const key2 in data16){
if(!(func2.call(schema12.properties, key2))){
const err46 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema12,data:data16};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data16.at !== undefined){
let data21 = data16.at;
if(typeof data21 === "string"){
if(!pattern3.test(data21)){
const err47 = {instancePath:instancePath+"/history/" + i0+"/at",schemaPath:"#/definitions/operation/properties/at/pattern",keyword:"pattern",params:{pattern: "^[0-9]{8}T[0-9]{6}Z$"},message:"must match pattern \""+"^[0-9]{8}T[0-9]{6}Z$"+"\"",schema:"^[0-9]{8}T[0-9]{6}Z$",parentSchema:schema12.properties.at,data:data21};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/history/" + i0+"/at",schemaPath:"#/definitions/operation/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.at.type,parentSchema:schema12.properties.at,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data16.run !== undefined){
let data22 = data16.run;
if(typeof data22 !== "string"){
const err49 = {instancePath:instancePath+"/history/" + i0+"/run",schemaPath:"#/definitions/operation/properties/run/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.run.type,parentSchema:schema12.properties.run,data:data22};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(!((((((((((((((data22 === "resource") || (data22 === "repository")) || (data22 === "service")) || (data22 === "controller")) || (data22 === "migration")) || (data22 === "version")) || (data22 === "field")) || (data22 === "options")) || (data22 === "remove")) || (data22 === "jwt-middleware")) || (data22 === "circuit-breaker")) || (data22 === "job")) || (data22 === "webhook")) || (data22 === "upgrade"))){
const err50 = {instancePath:instancePath+"/history/" + i0+"/run",schemaPath:"#/definitions/operation/properties/run/enum",keyword:"enum",params:{allowedValues: schema12.properties.run.enum},message:"must be equal to one of the allowed values",schema:schema12.properties.run.enum,parentSchema:schema12.properties.run,data:data22};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data16.name !== undefined){
let data23 = data16.name;
if(typeof data23 === "string"){
if(!pattern4.test(data23)){
const err51 = {instancePath:instancePath+"/history/" + i0+"/name",schemaPath:"#/definitions/operation/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9 _-]{0,79}$",parentSchema:schema12.properties.name,data:data23};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/history/" + i0+"/name",schemaPath:"#/definitions/operation/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.name.type,parentSchema:schema12.properties.name,data:data23};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data16.resource !== undefined){
let data24 = data16.resource;
if(typeof data24 === "string"){
if(!pattern4.test(data24)){
const err53 = {instancePath:instancePath+"/history/" + i0+"/resource",schemaPath:"#/definitions/operation/properties/resource/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9 _-]{0,79}$",parentSchema:schema12.properties.resource,data:data24};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/history/" + i0+"/resource",schemaPath:"#/definitions/operation/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.resource.type,parentSchema:schema12.properties.resource,data:data24};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data16.plural !== undefined){
let data25 = data16.plural;
if(typeof data25 === "string"){
if(!pattern4.test(data25)){
const err55 = {instancePath:instancePath+"/history/" + i0+"/plural",schemaPath:"#/definitions/operation/properties/plural/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9 _-]{0,79}$",parentSchema:schema12.properties.plural,data:data25};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
else {
const err56 = {instancePath:instancePath+"/history/" + i0+"/plural",schemaPath:"#/definitions/operation/properties/plural/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.plural.type,parentSchema:schema12.properties.plural,data:data25};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data16.fields !== undefined){
let data26 = data16.fields;
if(typeof data26 !== "string"){
const err57 = {instancePath:instancePath+"/history/" + i0+"/fields",schemaPath:"#/definitions/operation/properties/fields/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.fields.type,parentSchema:schema12.properties.fields,data:data26};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data16.access !== undefined){
let data27 = data16.access;
if(typeof data27 === "string"){
if(!pattern7.test(data27)){
const err58 = {instancePath:instancePath+"/history/" + i0+"/access",schemaPath:"#/definitions/operation/properties/access/pattern",keyword:"pattern",params:{pattern: "^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"},message:"must match pattern \""+"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"+"\"",schema:"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$",parentSchema:schema12.properties.access,data:data27};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
else {
const err59 = {instancePath:instancePath+"/history/" + i0+"/access",schemaPath:"#/definitions/operation/properties/access/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.access.type,parentSchema:schema12.properties.access,data:data27};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data16.guard !== undefined){
let data28 = data16.guard;
if(typeof data28 === "string"){
if(!pattern8.test(data28)){
const err60 = {instancePath:instancePath+"/history/" + i0+"/guard",schemaPath:"#/definitions/operation/properties/guard/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,39}$"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,39}$"+"\"",schema:"^[a-z][a-z0-9-]{0,39}$",parentSchema:schema12.properties.guard,data:data28};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
else {
const err61 = {instancePath:instancePath+"/history/" + i0+"/guard",schemaPath:"#/definitions/operation/properties/guard/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.guard.type,parentSchema:schema12.properties.guard,data:data28};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data16.keys !== undefined){
let data29 = data16.keys;
if(typeof data29 === "string"){
if(!pattern9.test(data29)){
const err62 = {instancePath:instancePath+"/history/" + i0+"/keys",schemaPath:"#/definitions/operation/properties/keys/pattern",keyword:"pattern",params:{pattern: "^(own|https://[^\\s'\"`\\\\]{1,500}|[A-Za-z0-9+/]{40,1000}={0,2})$"},message:"must match pattern \""+"^(own|https://[^\\s'\"`\\\\]{1,500}|[A-Za-z0-9+/]{40,1000}={0,2})$"+"\"",schema:"^(own|https://[^\\s'\"`\\\\]{1,500}|[A-Za-z0-9+/]{40,1000}={0,2})$",parentSchema:schema12.properties.keys,data:data29};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/history/" + i0+"/keys",schemaPath:"#/definitions/operation/properties/keys/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.keys.type,parentSchema:schema12.properties.keys,data:data29};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data16.issuer !== undefined){
let data30 = data16.issuer;
if(typeof data30 === "string"){
if(!pattern10.test(data30)){
const err64 = {instancePath:instancePath+"/history/" + i0+"/issuer",schemaPath:"#/definitions/operation/properties/issuer/pattern",keyword:"pattern",params:{pattern: "^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"},message:"must match pattern \""+"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"+"\"",schema:"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$",parentSchema:schema12.properties.issuer,data:data30};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/history/" + i0+"/issuer",schemaPath:"#/definitions/operation/properties/issuer/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.issuer.type,parentSchema:schema12.properties.issuer,data:data30};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data16.audience !== undefined){
let data31 = data16.audience;
if(typeof data31 === "string"){
if(!pattern10.test(data31)){
const err66 = {instancePath:instancePath+"/history/" + i0+"/audience",schemaPath:"#/definitions/operation/properties/audience/pattern",keyword:"pattern",params:{pattern: "^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"},message:"must match pattern \""+"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$"+"\"",schema:"^[!#-&(-;=?-\\[\\]_a-z~]{1,500}$",parentSchema:schema12.properties.audience,data:data31};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
else {
const err67 = {instancePath:instancePath+"/history/" + i0+"/audience",schemaPath:"#/definitions/operation/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.audience.type,parentSchema:schema12.properties.audience,data:data31};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data16.algorithm !== undefined){
let data32 = data16.algorithm;
if(typeof data32 !== "string"){
const err68 = {instancePath:instancePath+"/history/" + i0+"/algorithm",schemaPath:"#/definitions/operation/properties/algorithm/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.algorithm.type,parentSchema:schema12.properties.algorithm,data:data32};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(!((((((data32 === "Ed25519") || (data32 === "EdDSA")) || (data32 === "ES256")) || (data32 === "ES384")) || (data32 === "PS256")) || (data32 === "RS256"))){
const err69 = {instancePath:instancePath+"/history/" + i0+"/algorithm",schemaPath:"#/definitions/operation/properties/algorithm/enum",keyword:"enum",params:{allowedValues: schema12.properties.algorithm.enum},message:"must be equal to one of the allowed values",schema:schema12.properties.algorithm.enum,parentSchema:schema12.properties.algorithm,data:data32};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data16.type !== undefined){
let data33 = data16.type;
if(typeof data33 === "string"){
if(!pattern12.test(data33)){
const err70 = {instancePath:instancePath+"/history/" + i0+"/type",schemaPath:"#/definitions/operation/properties/type/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9+.-]{1,40}$"},message:"must match pattern \""+"^[A-Za-z0-9+.-]{1,40}$"+"\"",schema:"^[A-Za-z0-9+.-]{1,40}$",parentSchema:schema12.properties.type,data:data33};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/history/" + i0+"/type",schemaPath:"#/definitions/operation/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.type.type,parentSchema:schema12.properties.type,data:data33};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data16.scopes !== undefined){
let data34 = data16.scopes;
if(typeof data34 === "string"){
if(!pattern13.test(data34)){
const err72 = {instancePath:instancePath+"/history/" + i0+"/scopes",schemaPath:"#/definitions/operation/properties/scopes/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_:./-]{1,64}( [A-Za-z0-9_:./-]{1,64}){0,19}$"},message:"must match pattern \""+"^[A-Za-z0-9_:./-]{1,64}( [A-Za-z0-9_:./-]{1,64}){0,19}$"+"\"",schema:"^[A-Za-z0-9_:./-]{1,64}( [A-Za-z0-9_:./-]{1,64}){0,19}$",parentSchema:schema12.properties.scopes,data:data34};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/history/" + i0+"/scopes",schemaPath:"#/definitions/operation/properties/scopes/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.scopes.type,parentSchema:schema12.properties.scopes,data:data34};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data16.roles !== undefined){
let data35 = data16.roles;
if(typeof data35 === "string"){
if(!pattern14.test(data35)){
const err74 = {instancePath:instancePath+"/history/" + i0+"/roles",schemaPath:"#/definitions/operation/properties/roles/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_:-]{1,64}( [A-Za-z0-9_:-]{1,64}){0,19}$"},message:"must match pattern \""+"^[A-Za-z0-9_:-]{1,64}( [A-Za-z0-9_:-]{1,64}){0,19}$"+"\"",schema:"^[A-Za-z0-9_:-]{1,64}( [A-Za-z0-9_:-]{1,64}){0,19}$",parentSchema:schema12.properties.roles,data:data35};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
else {
const err75 = {instancePath:instancePath+"/history/" + i0+"/roles",schemaPath:"#/definitions/operation/properties/roles/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.roles.type,parentSchema:schema12.properties.roles,data:data35};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data16.operations !== undefined){
let data36 = data16.operations;
if(typeof data36 !== "string"){
const err76 = {instancePath:instancePath+"/history/" + i0+"/operations",schemaPath:"#/definitions/operation/properties/operations/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.operations.type,parentSchema:schema12.properties.operations,data:data36};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data16.url !== undefined){
let data37 = data16.url;
if(typeof data37 === "string"){
if(!pattern15.test(data37)){
const err77 = {instancePath:instancePath+"/history/" + i0+"/url",schemaPath:"#/definitions/operation/properties/url/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]{0,79}$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]{0,79}$"+"\"",schema:"^[A-Z][A-Z0-9_]{0,79}$",parentSchema:schema12.properties.url,data:data37};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/history/" + i0+"/url",schemaPath:"#/definitions/operation/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.url.type,parentSchema:schema12.properties.url,data:data37};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data16.token !== undefined){
let data38 = data16.token;
if(typeof data38 === "string"){
if(!pattern15.test(data38)){
const err79 = {instancePath:instancePath+"/history/" + i0+"/token",schemaPath:"#/definitions/operation/properties/token/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]{0,79}$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]{0,79}$"+"\"",schema:"^[A-Z][A-Z0-9_]{0,79}$",parentSchema:schema12.properties.token,data:data38};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/history/" + i0+"/token",schemaPath:"#/definitions/operation/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.token.type,parentSchema:schema12.properties.token,data:data38};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data16.timeout !== undefined){
let data39 = data16.timeout;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err81 = {instancePath:instancePath+"/history/" + i0+"/timeout",schemaPath:"#/definitions/operation/properties/timeout/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.timeout.type,parentSchema:schema12.properties.timeout,data:data39};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 60000 || isNaN(data39)){
const err82 = {instancePath:instancePath+"/history/" + i0+"/timeout",schemaPath:"#/definitions/operation/properties/timeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 60000},message:"must be <= 60000",schema:60000,parentSchema:schema12.properties.timeout,data:data39};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if(data39 < 50 || isNaN(data39)){
const err83 = {instancePath:instancePath+"/history/" + i0+"/timeout",schemaPath:"#/definitions/operation/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 50},message:"must be >= 50",schema:50,parentSchema:schema12.properties.timeout,data:data39};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(data16.totalTimeout !== undefined){
let data40 = data16.totalTimeout;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err84 = {instancePath:instancePath+"/history/" + i0+"/totalTimeout",schemaPath:"#/definitions/operation/properties/totalTimeout/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.totalTimeout.type,parentSchema:schema12.properties.totalTimeout,data:data40};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 120000 || isNaN(data40)){
const err85 = {instancePath:instancePath+"/history/" + i0+"/totalTimeout",schemaPath:"#/definitions/operation/properties/totalTimeout/maximum",keyword:"maximum",params:{comparison: "<=", limit: 120000},message:"must be <= 120000",schema:120000,parentSchema:schema12.properties.totalTimeout,data:data40};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data40 < 50 || isNaN(data40)){
const err86 = {instancePath:instancePath+"/history/" + i0+"/totalTimeout",schemaPath:"#/definitions/operation/properties/totalTimeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 50},message:"must be >= 50",schema:50,parentSchema:schema12.properties.totalTimeout,data:data40};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
if(data16.retries !== undefined){
let data41 = data16.retries;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err87 = {instancePath:instancePath+"/history/" + i0+"/retries",schemaPath:"#/definitions/operation/properties/retries/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.retries.type,parentSchema:schema12.properties.retries,data:data41};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 100 || isNaN(data41)){
const err88 = {instancePath:instancePath+"/history/" + i0+"/retries",schemaPath:"#/definitions/operation/properties/retries/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema12.properties.retries,data:data41};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data41 < 0 || isNaN(data41)){
const err89 = {instancePath:instancePath+"/history/" + i0+"/retries",schemaPath:"#/definitions/operation/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema12.properties.retries,data:data41};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
if(data16.concurrency !== undefined){
let data42 = data16.concurrency;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err90 = {instancePath:instancePath+"/history/" + i0+"/concurrency",schemaPath:"#/definitions/operation/properties/concurrency/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.concurrency.type,parentSchema:schema12.properties.concurrency,data:data42};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 1000 || isNaN(data42)){
const err91 = {instancePath:instancePath+"/history/" + i0+"/concurrency",schemaPath:"#/definitions/operation/properties/concurrency/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000",schema:1000,parentSchema:schema12.properties.concurrency,data:data42};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(data42 < 1 || isNaN(data42)){
const err92 = {instancePath:instancePath+"/history/" + i0+"/concurrency",schemaPath:"#/definitions/operation/properties/concurrency/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.concurrency,data:data42};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
}
if(data16.data !== undefined){
let data43 = data16.data;
if(typeof data43 !== "string"){
const err93 = {instancePath:instancePath+"/history/" + i0+"/data",schemaPath:"#/definitions/operation/properties/data/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.data.type,parentSchema:schema12.properties.data,data:data43};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data16.schedule !== undefined){
let data44 = data16.schedule;
if(typeof data44 !== "string"){
const err94 = {instancePath:instancePath+"/history/" + i0+"/schedule",schemaPath:"#/definitions/operation/properties/schedule/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.schedule.type,parentSchema:schema12.properties.schedule,data:data44};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data16.retryDelaySeconds !== undefined){
let data45 = data16.retryDelaySeconds;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err95 = {instancePath:instancePath+"/history/" + i0+"/retryDelaySeconds",schemaPath:"#/definitions/operation/properties/retryDelaySeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.retryDelaySeconds.type,parentSchema:schema12.properties.retryDelaySeconds,data:data45};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 3600 || isNaN(data45)){
const err96 = {instancePath:instancePath+"/history/" + i0+"/retryDelaySeconds",schemaPath:"#/definitions/operation/properties/retryDelaySeconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 3600},message:"must be <= 3600",schema:3600,parentSchema:schema12.properties.retryDelaySeconds,data:data45};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data45 < 1 || isNaN(data45)){
const err97 = {instancePath:instancePath+"/history/" + i0+"/retryDelaySeconds",schemaPath:"#/definitions/operation/properties/retryDelaySeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.retryDelaySeconds,data:data45};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
if(data16.timeoutSeconds !== undefined){
let data46 = data16.timeoutSeconds;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err98 = {instancePath:instancePath+"/history/" + i0+"/timeoutSeconds",schemaPath:"#/definitions/operation/properties/timeoutSeconds/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.timeoutSeconds.type,parentSchema:schema12.properties.timeoutSeconds,data:data46};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 43200 || isNaN(data46)){
const err99 = {instancePath:instancePath+"/history/" + i0+"/timeoutSeconds",schemaPath:"#/definitions/operation/properties/timeoutSeconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 43200},message:"must be <= 43200",schema:43200,parentSchema:schema12.properties.timeoutSeconds,data:data46};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
if(data46 < 1 || isNaN(data46)){
const err100 = {instancePath:instancePath+"/history/" + i0+"/timeoutSeconds",schemaPath:"#/definitions/operation/properties/timeoutSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.timeoutSeconds,data:data46};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
if(data16.scheme !== undefined){
let data47 = data16.scheme;
if(typeof data47 !== "string"){
const err101 = {instancePath:instancePath+"/history/" + i0+"/scheme",schemaPath:"#/definitions/operation/properties/scheme/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.scheme.type,parentSchema:schema12.properties.scheme,data:data47};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(!(((data47 === "standard") || (data47 === "stripe")) || (data47 === "github"))){
const err102 = {instancePath:instancePath+"/history/" + i0+"/scheme",schemaPath:"#/definitions/operation/properties/scheme/enum",keyword:"enum",params:{allowedValues: schema12.properties.scheme.enum},message:"must be equal to one of the allowed values",schema:schema12.properties.scheme.enum,parentSchema:schema12.properties.scheme,data:data47};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data16.events !== undefined){
let data48 = data16.events;
if(typeof data48 !== "string"){
const err103 = {instancePath:instancePath+"/history/" + i0+"/events",schemaPath:"#/definitions/operation/properties/events/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.events.type,parentSchema:schema12.properties.events,data:data48};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data16.secret !== undefined){
let data49 = data16.secret;
if(typeof data49 === "string"){
if(!pattern15.test(data49)){
const err104 = {instancePath:instancePath+"/history/" + i0+"/secret",schemaPath:"#/definitions/operation/properties/secret/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]{0,79}$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]{0,79}$"+"\"",schema:"^[A-Z][A-Z0-9_]{0,79}$",parentSchema:schema12.properties.secret,data:data49};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
else {
const err105 = {instancePath:instancePath+"/history/" + i0+"/secret",schemaPath:"#/definitions/operation/properties/secret/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.secret.type,parentSchema:schema12.properties.secret,data:data49};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data16.webhook !== undefined){
let data50 = data16.webhook;
if(typeof data50 !== "boolean"){
const err106 = {instancePath:instancePath+"/history/" + i0+"/webhook",schemaPath:"#/definitions/operation/properties/webhook/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.webhook.type,parentSchema:schema12.properties.webhook,data:data50};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data16.job !== undefined){
let data51 = data16.job;
if(typeof data51 !== "boolean"){
const err107 = {instancePath:instancePath+"/history/" + i0+"/job",schemaPath:"#/definitions/operation/properties/job/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.job.type,parentSchema:schema12.properties.job,data:data51};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data16.integration !== undefined){
let data52 = data16.integration;
if(typeof data52 !== "boolean"){
const err108 = {instancePath:instancePath+"/history/" + i0+"/integration",schemaPath:"#/definitions/operation/properties/integration/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.integration.type,parentSchema:schema12.properties.integration,data:data52};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data16.owner !== undefined){
let data53 = data16.owner;
if(typeof data53 === "string"){
if(!pattern18.test(data53)){
const err109 = {instancePath:instancePath+"/history/" + i0+"/owner",schemaPath:"#/definitions/operation/properties/owner/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},message:"must match pattern \""+"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"+"\"",schema:"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",parentSchema:schema12.properties.owner,data:data53};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
else {
const err110 = {instancePath:instancePath+"/history/" + i0+"/owner",schemaPath:"#/definitions/operation/properties/owner/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.owner.type,parentSchema:schema12.properties.owner,data:data53};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data16.softDelete !== undefined){
let data54 = data16.softDelete;
if(typeof data54 !== "boolean"){
const err111 = {instancePath:instancePath+"/history/" + i0+"/softDelete",schemaPath:"#/definitions/operation/properties/softDelete/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.softDelete.type,parentSchema:schema12.properties.softDelete,data:data54};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
}
if(data16.description !== undefined){
let data55 = data16.description;
if(typeof data55 !== "string"){
const err112 = {instancePath:instancePath+"/history/" + i0+"/description",schemaPath:"#/definitions/operation/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.description.type,parentSchema:schema12.properties.description,data:data55};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
if(data16.add !== undefined){
let data56 = data16.add;
if(typeof data56 !== "string"){
const err113 = {instancePath:instancePath+"/history/" + i0+"/add",schemaPath:"#/definitions/operation/properties/add/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.add.type,parentSchema:schema12.properties.add,data:data56};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
if(data16.rename !== undefined){
let data57 = data16.rename;
if(typeof data57 !== "string"){
const err114 = {instancePath:instancePath+"/history/" + i0+"/rename",schemaPath:"#/definitions/operation/properties/rename/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.rename.type,parentSchema:schema12.properties.rename,data:data57};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data16.drop !== undefined){
let data58 = data16.drop;
if(typeof data58 !== "string"){
const err115 = {instancePath:instancePath+"/history/" + i0+"/drop",schemaPath:"#/definitions/operation/properties/drop/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.drop.type,parentSchema:schema12.properties.drop,data:data58};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
if(data16.alter !== undefined){
let data59 = data16.alter;
if(typeof data59 !== "string"){
const err116 = {instancePath:instancePath+"/history/" + i0+"/alter",schemaPath:"#/definitions/operation/properties/alter/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.alter.type,parentSchema:schema12.properties.alter,data:data59};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
if(data16.apiVersion !== undefined){
let data60 = data16.apiVersion;
if(!(((typeof data60 == "number") && (!(data60 % 1) && !isNaN(data60))) && (isFinite(data60)))){
const err117 = {instancePath:instancePath+"/history/" + i0+"/apiVersion",schemaPath:"#/definitions/operation/properties/apiVersion/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.apiVersion.type,parentSchema:schema12.properties.apiVersion,data:data60};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 > 999 || isNaN(data60)){
const err118 = {instancePath:instancePath+"/history/" + i0+"/apiVersion",schemaPath:"#/definitions/operation/properties/apiVersion/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999},message:"must be <= 999",schema:999,parentSchema:schema12.properties.apiVersion,data:data60};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if(data60 < 1 || isNaN(data60)){
const err119 = {instancePath:instancePath+"/history/" + i0+"/apiVersion",schemaPath:"#/definitions/operation/properties/apiVersion/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.apiVersion,data:data60};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
if(data16.index !== undefined){
let data61 = data16.index;
if(typeof data61 !== "string"){
const err120 = {instancePath:instancePath+"/history/" + i0+"/index",schemaPath:"#/definitions/operation/properties/index/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.index.type,parentSchema:schema12.properties.index,data:data61};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data16.constraint !== undefined){
let data62 = data16.constraint;
if(typeof data62 !== "string"){
const err121 = {instancePath:instancePath+"/history/" + i0+"/constraint",schemaPath:"#/definitions/operation/properties/constraint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.constraint.type,parentSchema:schema12.properties.constraint,data:data62};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
}
if(data16.notValid !== undefined){
let data63 = data16.notValid;
if(typeof data63 !== "boolean"){
const err122 = {instancePath:instancePath+"/history/" + i0+"/notValid",schemaPath:"#/definitions/operation/properties/notValid/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.notValid.type,parentSchema:schema12.properties.notValid,data:data63};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data16.validate !== undefined){
let data64 = data16.validate;
if(typeof data64 !== "string"){
const err123 = {instancePath:instancePath+"/history/" + i0+"/validate",schemaPath:"#/definitions/operation/properties/validate/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.validate.type,parentSchema:schema12.properties.validate,data:data64};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
if(data16.sunset !== undefined){
let data65 = data16.sunset;
if(typeof data65 !== "string"){
const err124 = {instancePath:instancePath+"/history/" + i0+"/sunset",schemaPath:"#/definitions/operation/properties/sunset/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.sunset.type,parentSchema:schema12.properties.sunset,data:data65};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
if(data16.notice !== undefined){
let data66 = data16.notice;
if(typeof data66 !== "string"){
const err125 = {instancePath:instancePath+"/history/" + i0+"/notice",schemaPath:"#/definitions/operation/properties/notice/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.notice.type,parentSchema:schema12.properties.notice,data:data66};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
else {
const err126 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.type,parentSchema:schema12,data:data16};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
}
else {
const err127 = {instancePath:instancePath+"/history",schemaPath:"#/properties/history/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.history.type,parentSchema:schema11.properties.history,data:data15};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
else {
const err128 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
