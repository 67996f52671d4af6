// Made from schema/alex.schema.json by scripts/schema-validator.js. Do not edit.
// biome-ignore-all lint: made by a program
// biome-ignore-all format: made by a program
// biome-ignore-all assist: made by a program
// @ts-nocheck
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"alex.json","description":"The choices that a project is made with, and the history of its operations.","type":"object","additionalProperties":false,"required":["version","name","features","packageManager","history"],"properties":{"$schema":{"description":"Where this schema is, for editors.","type":"string"},"version":{"description":"The version of create-alex-api that renders this project.","type":"string","pattern":"^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,50})?$"},"name":{"description":"The name of the project: small letters, digits, and - _ . between them.","type":"string","pattern":"^(?=.{1,100}$)[a-z0-9]+([._-][a-z0-9]+)*$"},"features":{"description":"What the project is made with. What is absent is off.","type":"object","additionalProperties":false,"properties":{"docker":{"description":"A Dockerfile and a compose file.","type":"boolean"},"github-ci":{"description":"A GitHub workflow that runs every check.","type":"boolean"},"pinned-node":{"description":"Node itself as an npm package.","type":"boolean"},"vendored":{"description":"The project carries the package that made it.","type":"boolean"}}},"packageManager":{"description":"What installs the dependencies and runs the scripts.","type":"string","enum":["npm","pnpm","yarn","bun"]},"history":{"description":"One entry for each run of a generator, the earliest first.","type":"array","items":{"$ref":"#/definitions/operation"}}},"definitions":{"operation":{"type":"object","additionalProperties":false,"required":["at","run"],"properties":{"at":{"description":"When it ran, in UTC: 20261122T093000Z. Later operations have later times.","type":"string","pattern":"^[0-9]{8}T[0-9]{6}Z$"},"run":{"description":"The generator.","type":"string","enum":["resource","repository","service","controller","migration","version","field"]},"name":{"description":"The resource, in the singular: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"resource":{"description":"The resource whose fields change: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"plural":{"description":"What many of them are called, where it is not as in English: blog-posts.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"fields":{"description":"The field language: title:string(200) body:text? views:integer=0","type":"string"},"access":{"description":"Whom it is for: public when absent, authenticated, owner or role(editor).","type":"string","pattern":"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"},"softDelete":{"description":"What is removed stays in the table, and is shown to nobody.","type":"boolean"},"description":{"description":"What the documentation says of it.","type":"string"},"add":{"description":"New fields, in the field language: subtitle:string?","type":"string"},"rename":{"description":"Old names and new ones: body:content","type":"string"},"drop":{"description":"The names of the fields that go: views ratio","type":"string"},"alter":{"description":"Fields as they are to be, in the field language: title:string(300)","type":"string"},"apiVersion":{"description":"The version that its API begins at: 1 when absent.","type":"integer","minimum":1,"maximum":999},"index":{"description":"The table and the columns of an index: articles(status,created_at)","type":"string"},"constraint":{"description":"A table and a rule of it: articles: check (views >= 0)","type":"string"},"notValid":{"description":"The constraint does not check the rows that are there.","type":"boolean"},"validate":{"description":"A table and the constraint whose rows are checked now.","type":"string"},"sunset":{"description":"The day on which the version before ends: 2027-06-30","type":"string"},"notice":{"description":"The address of a page for people about the new version.","type":"string"}},"if":{"properties":{"run":{"enum":["resource","repository"]}}},"then":{"required":["name","fields"],"properties":{"name":true,"fields":true}},"else":{"if":{"properties":{"run":{"const":"version"}}},"then":{"required":["name","sunset"],"properties":{"name":true,"sunset":true}},"else":{"if":{"properties":{"run":{"const":"field"}}},"then":{"required":["resource"],"properties":{"resource":true}},"else":{"required":["name"],"properties":{"name":true}}}}}}};
const schema12 = {"type":"object","additionalProperties":false,"required":["at","run"],"properties":{"at":{"description":"When it ran, in UTC: 20261122T093000Z. Later operations have later times.","type":"string","pattern":"^[0-9]{8}T[0-9]{6}Z$"},"run":{"description":"The generator.","type":"string","enum":["resource","repository","service","controller","migration","version","field"]},"name":{"description":"The resource, in the singular: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"resource":{"description":"The resource whose fields change: blog-post.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"plural":{"description":"What many of them are called, where it is not as in English: blog-posts.","type":"string","pattern":"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},"fields":{"description":"The field language: title:string(200) body:text? views:integer=0","type":"string"},"access":{"description":"Whom it is for: public when absent, authenticated, owner or role(editor).","type":"string","pattern":"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"},"softDelete":{"description":"What is removed stays in the table, and is shown to nobody.","type":"boolean"},"description":{"description":"What the documentation says of it.","type":"string"},"add":{"description":"New fields, in the field language: subtitle:string?","type":"string"},"rename":{"description":"Old names and new ones: body:content","type":"string"},"drop":{"description":"The names of the fields that go: views ratio","type":"string"},"alter":{"description":"Fields as they are to be, in the field language: title:string(300)","type":"string"},"apiVersion":{"description":"The version that its API begins at: 1 when absent.","type":"integer","minimum":1,"maximum":999},"index":{"description":"The table and the columns of an index: articles(status,created_at)","type":"string"},"constraint":{"description":"A table and a rule of it: articles: check (views >= 0)","type":"string"},"notValid":{"description":"The constraint does not check the rows that are there.","type":"boolean"},"validate":{"description":"A table and the constraint whose rows are checked now.","type":"string"},"sunset":{"description":"The day on which the version before ends: 2027-06-30","type":"string"},"notice":{"description":"The address of a page for people about the new version.","type":"string"}},"if":{"properties":{"run":{"enum":["resource","repository"]}}},"then":{"required":["name","fields"],"properties":{"name":true,"fields":true}},"else":{"if":{"properties":{"run":{"const":"version"}}},"then":{"required":["name","sunset"],"properties":{"name":true,"sunset":true}},"else":{"if":{"properties":{"run":{"const":"field"}}},"then":{"required":["resource"],"properties":{"resource":true}},"else":{"required":["name"],"properties":{"name":true}}}}};
const pattern0 = new RegExp("^(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,50})?$", "u");
const pattern1 = new RegExp("^(?=.{1,100}$)[a-z0-9]+([._-][a-z0-9]+)*$", "u");
const pattern2 = new RegExp("^[0-9]{8}T[0-9]{6}Z$", "u");
const pattern3 = new RegExp("^[A-Za-z][A-Za-z0-9 _-]{0,79}$", "u");
const pattern6 = new RegExp("^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$", "u");
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
if(!((((((key0 === "$schema") || (key0 === "version")) || (key0 === "name")) || (key0 === "features")) || (key0 === "packageManager")) || (key0 === "history"))){
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
if(!((((key1 === "docker") || (key1 === "github-ci")) || (key1 === "pinned-node")) || (key1 === "vendored"))){
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
if(data3.docker !== undefined){
let data4 = data3.docker;
if(typeof data4 !== "boolean"){
const err12 = {instancePath:instancePath+"/features/docker",schemaPath:"#/properties/features/properties/docker/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.docker.type,parentSchema:schema11.properties.features.properties.docker,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3["github-ci"] !== undefined){
let data5 = data3["github-ci"];
if(typeof data5 !== "boolean"){
const err13 = {instancePath:instancePath+"/features/github-ci",schemaPath:"#/properties/features/properties/github-ci/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties["github-ci"].type,parentSchema:schema11.properties.features.properties["github-ci"],data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3["pinned-node"] !== undefined){
let data6 = data3["pinned-node"];
if(typeof data6 !== "boolean"){
const err14 = {instancePath:instancePath+"/features/pinned-node",schemaPath:"#/properties/features/properties/pinned-node/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties["pinned-node"].type,parentSchema:schema11.properties.features.properties["pinned-node"],data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.vendored !== undefined){
let data7 = data3.vendored;
if(typeof data7 !== "boolean"){
const err15 = {instancePath:instancePath+"/features/vendored",schemaPath:"#/properties/features/properties/vendored/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema11.properties.features.properties.vendored.type,parentSchema:schema11.properties.features.properties.vendored,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/features",schemaPath:"#/properties/features/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.features.type,parentSchema:schema11.properties.features,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.packageManager !== undefined){
let data8 = data.packageManager;
if(typeof data8 !== "string"){
const err17 = {instancePath:instancePath+"/packageManager",schemaPath:"#/properties/packageManager/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.packageManager.type,parentSchema:schema11.properties.packageManager,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!((((data8 === "npm") || (data8 === "pnpm")) || (data8 === "yarn")) || (data8 === "bun"))){
const err18 = {instancePath:instancePath+"/packageManager",schemaPath:"#/properties/packageManager/enum",keyword:"enum",params:{allowedValues: schema11.properties.packageManager.enum},message:"must be equal to one of the allowed values",schema:schema11.properties.packageManager.enum,parentSchema:schema11.properties.packageManager,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.history !== undefined){
let data9 = data.history;
if(Array.isArray(data9)){
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
const _errs26 = errors;
let valid5 = true;
const _errs27 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.run !== undefined){
let data11 = data10.run;
if(!((data11 === "resource") || (data11 === "repository"))){
const err19 = {};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
var _valid0 = _errs27 === errors;
errors = _errs26;
if(vErrors !== null){
if(_errs26){
vErrors.length = _errs26;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs29 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.name === undefined){
const err20 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/then/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema12.then.required,parentSchema:schema12.then,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data10.fields === undefined){
const err21 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/then/required",keyword:"required",params:{missingProperty: "fields"},message:"must have required property '"+"fields"+"'",schema:schema12.then.required,parentSchema:schema12.then,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
var _valid0 = _errs29 === errors;
valid5 = _valid0;
ifClause0 = "then";
}
else {
const _errs30 = errors;
const _errs31 = errors;
let valid7 = true;
const _errs32 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.run !== undefined){
if("version" !== data10.run){
const err22 = {};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
var _valid1 = _errs32 === errors;
errors = _errs31;
if(vErrors !== null){
if(_errs31){
vErrors.length = _errs31;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs34 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.name === undefined){
const err23 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/then/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema12.else.then.required,parentSchema:schema12.else.then,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data10.sunset === undefined){
const err24 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/then/required",keyword:"required",params:{missingProperty: "sunset"},message:"must have required property '"+"sunset"+"'",schema:schema12.else.then.required,parentSchema:schema12.else.then,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
var _valid1 = _errs34 === errors;
valid7 = _valid1;
ifClause1 = "then";
}
else {
const _errs35 = errors;
const _errs36 = errors;
let valid9 = true;
const _errs37 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.run !== undefined){
if("field" !== data10.run){
const err25 = {};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
var _valid2 = _errs37 === errors;
errors = _errs36;
if(vErrors !== null){
if(_errs36){
vErrors.length = _errs36;
}
else {
vErrors = null;
}
}
let ifClause2;
if(_valid2){
const _errs39 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.resource === undefined){
const err26 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/then/required",keyword:"required",params:{missingProperty: "resource"},message:"must have required property '"+"resource"+"'",schema:schema12.else.else.then.required,parentSchema:schema12.else.else.then,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
var _valid2 = _errs39 === errors;
valid9 = _valid2;
ifClause2 = "then";
}
else {
const _errs40 = errors;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.name === undefined){
const err27 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/else/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema12.else.else.else.required,parentSchema:schema12.else.else.else,data:data10};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
var _valid2 = _errs40 === errors;
valid9 = _valid2;
ifClause2 = "else";
}
if(!valid9){
const err28 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/else/if",keyword:"if",params:{failingKeyword: ifClause2},message:"must match \""+ifClause2+"\" schema",schema:schema12.else.else.if,parentSchema:schema12.else.else,data:data10};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
var _valid1 = _errs35 === errors;
valid7 = _valid1;
ifClause1 = "else";
}
if(!valid7){
const err29 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema",schema:schema12.else.if,parentSchema:schema12.else,data:data10};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
var _valid0 = _errs30 === errors;
valid5 = _valid0;
ifClause0 = "else";
}
if(!valid5){
const err30 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema12.if,parentSchema:schema12,data:data10};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.at === undefined){
const err31 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema12.required,parentSchema:schema12,data:data10};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data10.run === undefined){
const err32 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/required",keyword:"required",params:{missingProperty: "run"},message:"must have required property '"+"run"+"'",schema:schema12.required,parentSchema:schema12,data:data10};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key2 in data10){
if(!(func2.call(schema12.properties, key2))){
const err33 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema12,data:data10};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data10.at !== undefined){
let data14 = data10.at;
if(typeof data14 === "string"){
if(!pattern2.test(data14)){
const err34 = {instancePath:instancePath+"/history/" + i0+"/at",schemaPath:"#/definitions/operation/properties/at/pattern",keyword:"pattern",params:{pattern: "^[0-9]{8}T[0-9]{6}Z$"},message:"must match pattern \""+"^[0-9]{8}T[0-9]{6}Z$"+"\"",schema:"^[0-9]{8}T[0-9]{6}Z$",parentSchema:schema12.properties.at,data:data14};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/history/" + i0+"/at",schemaPath:"#/definitions/operation/properties/at/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.at.type,parentSchema:schema12.properties.at,data:data14};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data10.run !== undefined){
let data15 = data10.run;
if(typeof data15 !== "string"){
const err36 = {instancePath:instancePath+"/history/" + i0+"/run",schemaPath:"#/definitions/operation/properties/run/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.run.type,parentSchema:schema12.properties.run,data:data15};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!(((((((data15 === "resource") || (data15 === "repository")) || (data15 === "service")) || (data15 === "controller")) || (data15 === "migration")) || (data15 === "version")) || (data15 === "field"))){
const err37 = {instancePath:instancePath+"/history/" + i0+"/run",schemaPath:"#/definitions/operation/properties/run/enum",keyword:"enum",params:{allowedValues: schema12.properties.run.enum},message:"must be equal to one of the allowed values",schema:schema12.properties.run.enum,parentSchema:schema12.properties.run,data:data15};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data10.name !== undefined){
let data16 = data10.name;
if(typeof data16 === "string"){
if(!pattern3.test(data16)){
const err38 = {instancePath:instancePath+"/history/" + i0+"/name",schemaPath:"#/definitions/operation/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9 _-]{0,79}$",parentSchema:schema12.properties.name,data:data16};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/history/" + i0+"/name",schemaPath:"#/definitions/operation/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.name.type,parentSchema:schema12.properties.name,data:data16};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data10.resource !== undefined){
let data17 = data10.resource;
if(typeof data17 === "string"){
if(!pattern3.test(data17)){
const err40 = {instancePath:instancePath+"/history/" + i0+"/resource",schemaPath:"#/definitions/operation/properties/resource/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9 _-]{0,79}$",parentSchema:schema12.properties.resource,data:data17};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/history/" + i0+"/resource",schemaPath:"#/definitions/operation/properties/resource/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.resource.type,parentSchema:schema12.properties.resource,data:data17};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data10.plural !== undefined){
let data18 = data10.plural;
if(typeof data18 === "string"){
if(!pattern3.test(data18)){
const err42 = {instancePath:instancePath+"/history/" + i0+"/plural",schemaPath:"#/definitions/operation/properties/plural/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9 _-]{0,79}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9 _-]{0,79}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9 _-]{0,79}$",parentSchema:schema12.properties.plural,data:data18};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/history/" + i0+"/plural",schemaPath:"#/definitions/operation/properties/plural/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.plural.type,parentSchema:schema12.properties.plural,data:data18};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data10.fields !== undefined){
let data19 = data10.fields;
if(typeof data19 !== "string"){
const err44 = {instancePath:instancePath+"/history/" + i0+"/fields",schemaPath:"#/definitions/operation/properties/fields/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.fields.type,parentSchema:schema12.properties.fields,data:data19};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data10.access !== undefined){
let data20 = data10.access;
if(typeof data20 === "string"){
if(!pattern6.test(data20)){
const err45 = {instancePath:instancePath+"/history/" + i0+"/access",schemaPath:"#/definitions/operation/properties/access/pattern",keyword:"pattern",params:{pattern: "^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"},message:"must match pattern \""+"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$"+"\"",schema:"^(public|authenticated|owner|role\\([A-Za-z0-9_:-]{1,64}\\))$",parentSchema:schema12.properties.access,data:data20};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/history/" + i0+"/access",schemaPath:"#/definitions/operation/properties/access/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.access.type,parentSchema:schema12.properties.access,data:data20};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data10.softDelete !== undefined){
let data21 = data10.softDelete;
if(typeof data21 !== "boolean"){
const err47 = {instancePath:instancePath+"/history/" + i0+"/softDelete",schemaPath:"#/definitions/operation/properties/softDelete/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.softDelete.type,parentSchema:schema12.properties.softDelete,data:data21};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data10.description !== undefined){
let data22 = data10.description;
if(typeof data22 !== "string"){
const err48 = {instancePath:instancePath+"/history/" + i0+"/description",schemaPath:"#/definitions/operation/properties/description/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.description.type,parentSchema:schema12.properties.description,data:data22};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data10.add !== undefined){
let data23 = data10.add;
if(typeof data23 !== "string"){
const err49 = {instancePath:instancePath+"/history/" + i0+"/add",schemaPath:"#/definitions/operation/properties/add/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.add.type,parentSchema:schema12.properties.add,data:data23};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data10.rename !== undefined){
let data24 = data10.rename;
if(typeof data24 !== "string"){
const err50 = {instancePath:instancePath+"/history/" + i0+"/rename",schemaPath:"#/definitions/operation/properties/rename/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.rename.type,parentSchema:schema12.properties.rename,data:data24};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data10.drop !== undefined){
let data25 = data10.drop;
if(typeof data25 !== "string"){
const err51 = {instancePath:instancePath+"/history/" + i0+"/drop",schemaPath:"#/definitions/operation/properties/drop/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.drop.type,parentSchema:schema12.properties.drop,data:data25};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data10.alter !== undefined){
let data26 = data10.alter;
if(typeof data26 !== "string"){
const err52 = {instancePath:instancePath+"/history/" + i0+"/alter",schemaPath:"#/definitions/operation/properties/alter/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.alter.type,parentSchema:schema12.properties.alter,data:data26};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data10.apiVersion !== undefined){
let data27 = data10.apiVersion;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err53 = {instancePath:instancePath+"/history/" + i0+"/apiVersion",schemaPath:"#/definitions/operation/properties/apiVersion/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema12.properties.apiVersion.type,parentSchema:schema12.properties.apiVersion,data:data27};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 999 || isNaN(data27)){
const err54 = {instancePath:instancePath+"/history/" + i0+"/apiVersion",schemaPath:"#/definitions/operation/properties/apiVersion/maximum",keyword:"maximum",params:{comparison: "<=", limit: 999},message:"must be <= 999",schema:999,parentSchema:schema12.properties.apiVersion,data:data27};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data27 < 1 || isNaN(data27)){
const err55 = {instancePath:instancePath+"/history/" + i0+"/apiVersion",schemaPath:"#/definitions/operation/properties/apiVersion/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema12.properties.apiVersion,data:data27};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data10.index !== undefined){
let data28 = data10.index;
if(typeof data28 !== "string"){
const err56 = {instancePath:instancePath+"/history/" + i0+"/index",schemaPath:"#/definitions/operation/properties/index/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.index.type,parentSchema:schema12.properties.index,data:data28};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data10.constraint !== undefined){
let data29 = data10.constraint;
if(typeof data29 !== "string"){
const err57 = {instancePath:instancePath+"/history/" + i0+"/constraint",schemaPath:"#/definitions/operation/properties/constraint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.constraint.type,parentSchema:schema12.properties.constraint,data:data29};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data10.notValid !== undefined){
let data30 = data10.notValid;
if(typeof data30 !== "boolean"){
const err58 = {instancePath:instancePath+"/history/" + i0+"/notValid",schemaPath:"#/definitions/operation/properties/notValid/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema12.properties.notValid.type,parentSchema:schema12.properties.notValid,data:data30};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data10.validate !== undefined){
let data31 = data10.validate;
if(typeof data31 !== "string"){
const err59 = {instancePath:instancePath+"/history/" + i0+"/validate",schemaPath:"#/definitions/operation/properties/validate/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.validate.type,parentSchema:schema12.properties.validate,data:data31};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data10.sunset !== undefined){
let data32 = data10.sunset;
if(typeof data32 !== "string"){
const err60 = {instancePath:instancePath+"/history/" + i0+"/sunset",schemaPath:"#/definitions/operation/properties/sunset/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.sunset.type,parentSchema:schema12.properties.sunset,data:data32};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data10.notice !== undefined){
let data33 = data10.notice;
if(typeof data33 !== "string"){
const err61 = {instancePath:instancePath+"/history/" + i0+"/notice",schemaPath:"#/definitions/operation/properties/notice/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.properties.notice.type,parentSchema:schema12.properties.notice,data:data33};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/history/" + i0,schemaPath:"#/definitions/operation/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.type,parentSchema:schema12,data:data10};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/history",schemaPath:"#/properties/history/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.history.type,parentSchema:schema11.properties.history,data:data9};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
